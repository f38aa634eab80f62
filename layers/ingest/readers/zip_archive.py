"""Open zip archives: check the directory before unpacking a byte (TRAPS 13), and unpack into memory only."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from layers.ingest.finding_collector import FindingCollector
from layers.ingest.limits import MEGABYTE, Limits

_NESTED = {".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".kmz"}
_SMALL = 20 * MEGABYTE  # below it the ratio does not matter
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UTF8_NAME = 0x800
_SPREADSHEET = "[Content_Types].xml"


@dataclass(frozen=True)
class ArchiveMember:
    """One file of an archive: its decoded name and its entry."""

    name: PurePosixPath
    info: zipfile.ZipInfo


class ZipArchive:
    """An archive within the limits."""

    def __init__(self, content: bytes, collector: FindingCollector, limits: Limits) -> None:
        self.collector = collector
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            collector.reject("zip-broken")
        self.entries = _judged(infos, collector, limits)

    def read(self, entry: ArchiveMember) -> bytes:
        """Unpack an entry, never more than its size in the directory."""
        try:
            with self._zip.open(entry.info) as file:
                content = file.read(entry.info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            self.collector.reject("zip-broken")
        if len(content) != entry.info.file_size:
            self.collector.reject("zip-broken")
        return content


def _judged(infos: list[zipfile.ZipInfo], collector: FindingCollector, limits: Limits) -> tuple[ArchiveMember, ...]:
    if len(infos) > limits.entries:
        collector.reject("zip-entries", limit=limits.entries)
    if any(info.filename == _SPREADSHEET for info in infos):
        collector.reject("spreadsheet", name="zip")
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > limits.unpacked or (unpacked > _SMALL and unpacked > limits.ratio * packed):
        collector.reject("zip-size", limit=limits.unpacked // MEGABYTE)
    entries = []
    for info in infos:
        if info.is_dir():
            continue
        name = _name(info)
        if code := _fault(name, info):
            collector.reject(code, name=str(name)[:80])
        if "__MACOSX" not in name.parts and not name.name.startswith("."):
            entries.append(ArchiveMember(name, info))
    return tuple(entries)


def _name(info: zipfile.ZipInfo) -> PurePosixPath:
    """Decode the name of an entry; without the UTF-8 flag, Chinese systems write GBK where the standard says CP437."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return PurePosixPath(name.replace("\\", "/"))


def _fault(name: PurePosixPath, info: zipfile.ZipInfo) -> str:
    drive = len(name.parts) > 0 and ":" in name.parts[0]
    if name.is_absolute() or ".." in name.parts or drive or "\x00" in str(name):
        return "zip-path"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return "zip-link"
    if info.flag_bits & 1:
        return "zip-locked"
    if info.compress_type not in _METHODS:
        return "zip-method"
    return "zip-nested" if name.suffix.lower() in _NESTED else ""
