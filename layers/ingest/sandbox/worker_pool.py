"""Run GDAL in a reusable sandbox process. A timeout, crash or memory limit kills that process, never the server.

worker.py lists the requests; docs/decisions/0011-files-people-bring.md gives the reasons for the separate process.
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
    """The worker's answer: an Arrow stream and its header."""

    content: bytes
    geometry: str
    layer: str = ""
    layers: tuple[str, ...] = ()
    crs: str = ""


class _GoneError(Exception):
    """Exception for a worker that ended, or was ended, before its answer."""


class _FloodError(Exception):
    """Exception for an answer larger than that of any honest file."""


class SandboxWorker:
    """One worker process; its requests run one after another."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._late = False
        atexit.register(self.stop)

    def ask(self, request: Mapping[str, Any], content: bytes, collector: FindingCollector) -> SandboxReply:
        """Return the worker's answer.

        Raises
        ------
        RefusedError
            If the worker refuses the file, exceeds its time or memory, or dies.
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
        """End the worker."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):  # the rest of the request cannot be sent any more
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
        """Send a request and receive the answer; at the timeout a clock ends the worker, which ends the wait."""
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
    """A few workers with common limits, so that a file which occupies one worker does not delay other files."""

    def __init__(self, limits: Limits) -> None:
        # the worker returned last is used first, so that it stays warm while idle ones end themselves
        self._free: LifoQueue[SandboxWorker] = LifoQueue()
        for _ in range(CHILDREN):
            self._free.put(SandboxWorker(limits))

    def ask(self, request: Mapping[str, Any], content: bytes, collector: FindingCollector) -> SandboxReply:
        """Return the answer of a free worker, or of the one that is free first.

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
    """Return the pool for these limits; a worker starts with the first request that needs it."""
    return WorkerPool(limits)
