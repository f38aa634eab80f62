"""The guarded process's keeper: a child, reused, with limits of memory, time and files; it dies, we do not.

What it may be asked, and why it is apart: child.py and docs/decisions/0011-files-people-bring.md.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from queue import LifoQueue
from typing import Any

import pyogrio

from layers.ingest.finding_collector import FindingCollector
from layers.ingest.limits import Limits

CHILD = Path(__file__).with_name("worker.py")
DRIVERS: set[str] = set()  # of GDAL, those that the registered readers need
CHILDREN = 2  # each may hold the memory of its limits
START = 60  # seconds for the child to import its libraries on a busy machine
_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True)
class SandboxReply:
    """What the child found: an Arrow stream, and what it says of it."""

    content: bytes
    geometry: str
    layer: str = ""
    layers: tuple[str, ...] = ()
    crs: str = ""


class _GoneError(Exception):
    """Exception for a child that ended or was ended before it had answered."""


class _FloodError(Exception):
    """Exception for an answer larger than any honest file unpacks to."""


class SandboxWorker:
    """Keeps one child; requests wait for each other."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._late = False
        atexit.register(self.stop)

    def ask(self, request: Mapping[str, Any], content: bytes, collector: FindingCollector) -> SandboxReply:
        """Return the child's answer.

        Raises
        ------
        RefusedError
            Where the child refuses the file, takes too long, needs too much memory or dies.
        """
        with self._lock:
            try:
                child = self._running()
                header, body = self._exchange(child, request, content, self.limits.seconds)
            except _FloodError:
                self.stop()
                collector.reject("guard-memory")
            except (_GoneError, OSError, ValueError):
                late = self._late
                self.stop()
                collector.reject("guard-late" if late else "guard-died", seconds=self.limits.seconds)
        if "code" in header:
            collector.reject(str(header["code"]), **{str(k): str(v) for k, v in dict(header.get("detail", {})).items()})
        return SandboxReply(
            content=body,
            geometry=str(header["geometry"]),
            layer=str(header.get("layer", "")),
            layers=tuple(map(str, header.get("layers", ()))),
            crs=str(header.get("crs") or ""),
        )

    def stop(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not sent yet cannot be sent any more
                        pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.stop()
        self._child = subprocess.Popen(  # noqa: S603  # our own file, by our own interpreter
            [sys.executable, "-I", "-B", str(CHILD), *self._arguments()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            cwd="/",
        )
        self._exchange(self._child, {"format": "hello"}, b"", START)
        return self._child

    def _arguments(self) -> tuple[str, str, str]:
        return str(self.limits.memory), str(self.limits.seconds), ",".join(sorted(DRIVERS))

    def _exchange(
        self, child: subprocess.Popen[bytes], request: Mapping[str, Any], content: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """Send and receive; the clock ends the child, which ends the waiting."""
        self._late = False

        def end() -> None:
            self._late = True
            child.kill()

        clock = threading.Timer(seconds, end)
        clock.daemon = True
        clock.start()
        try:
            head = json.dumps(request).encode()
            if child.stdin is None or child.stdout is None:
                raise _GoneError
            child.stdin.write(_LENGTHS.pack(len(head), len(content)) + head)
            child.stdin.write(content)
            child.stdin.flush()
            lengths = child.stdout.read(_LENGTHS.size)
            if len(lengths) != _LENGTHS.size:
                raise _GoneError
            sizes = _LENGTHS.unpack(lengths)
            if sum(sizes) > self.limits.unpacked:
                raise _FloodError
            header, body = child.stdout.read(sizes[0]), child.stdout.read(sizes[1])
            if len(body) != sizes[1]:
                raise _GoneError
            return dict(json.loads(header)), body
        finally:
            clock.cancel()


def allow_drivers(drivers: Iterable[str]) -> None:
    """Switch on GDAL drivers for children that start from now on; called once, by the registry of readers."""
    DRIVERS.update(drivers)


def environment() -> dict[str, str]:
    """Return all that the child's environment holds: every driver but `DRIVERS` switched off before GDAL is loaded."""
    others = [name for name in pyogrio.list_drivers() if name not in DRIVERS]
    return {
        "GDAL_SKIP": ",".join(others),
        "GDAL_DRIVER_PATH": "disable",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "GDAL_HTTP_TIMEOUT": "1",
        "GDAL_NUM_THREADS": "1",
        "OGR_GPKG_NUM_THREADS": "1",
        "GDAL_PAM_ENABLED": "NO",
        "PROJ_NETWORK": "OFF",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        **{key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE") if key in os.environ},
    }


class WorkerPool:
    """A few guards that share the limits: a file that keeps one child busy holds up only those that find none free."""

    def __init__(self, limits: Limits) -> None:
        # the last one back goes first, so that a lone visitor's child stays warm and the others end themselves
        self._free: LifoQueue[SandboxWorker] = LifoQueue()
        for _ in range(CHILDREN):
            self._free.put(SandboxWorker(limits))

    def ask(self, request: Mapping[str, Any], content: bytes, collector: FindingCollector) -> SandboxReply:
        """Return the answer of a child that is free, or will be soonest.

        Raises
        ------
        RefusedError
            As `SandboxWorker.ask`.
        """
        guard = self._free.get()
        try:
            return guard.ask(request, content, collector)
        finally:
            self._free.put(guard)


@lru_cache(maxsize=4)
def worker_pool(limits: Limits) -> WorkerPool:
    """Return the guards for these limits; a child starts with the first request that needs it."""
    return WorkerPool(limits)
