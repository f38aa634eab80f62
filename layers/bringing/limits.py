"""How much a file may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What is refused beyond; sizes in bytes.

    Attributes
    ----------
    cells
        Rows times columns of a table, empty ones too: a few names can make a small file a large table.
    unpacked, entries, ratio
        Of an archive, judged by its directory before anything is unpacked; small files may be packed tighter.
    memory, seconds
        Of the guarded process that reads shapefiles and GeoPackages: address space, and wall and processor time.
    """

    size: int
    unpacked: int
    features: int
    memory: int
    seconds: int
    entries: int = 1000
    columns: int = 1000
    cells: int = 20 * MEGABYTE
    ratio: int = 200


# an upload stays in the server's memory, some three times over (TRAPS 15)
UPLOAD = Limits(50 * MEGABYTE, 250 * MEGABYTE, 1_000_000, 2_000 * MEGABYTE, 30)
# on the command line it is one's own machine
LOCAL = Limits(1000 * MEGABYTE, 1000 * MEGABYTE, 5_000_000, 4_000 * MEGABYTE, 60, cells=200 * MEGABYTE)
