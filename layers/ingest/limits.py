"""Limits on the resources that a file may use."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Limits above which a file is refused; sizes in bytes.

    Attributes
    ----------
    cells
        Rows times columns of a table, with empty cells; `cells_in` counts those of a text.
    unpacked, entries, ratio
        Of an archive, checked by its directory before unpacking; small files may have a higher ratio.
    memory, seconds
        Of the sandbox process that reads shapefiles and GeoPackages: address space, and wall and processor time.
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

    def cells_in(self, text: str) -> int:
        """Return the limit of cells, empty ones included, for a table in `text`.

        Honest files have fewer than two cells a character; many headings over short rows make a thousand times more.
        """
        return min(self.cells, MEGABYTE + 2 * len(text))


# an upload takes some three times its size of the server's memory (TRAPS 15)
UPLOAD = Limits(50 * MEGABYTE, 250 * MEGABYTE, 1_000_000, 2_000 * MEGABYTE, 30)
# on the command line the machine is the user's own
LOCAL = Limits(1000 * MEGABYTE, 1000 * MEGABYTE, 5_000_000, 4_000 * MEGABYTE, 60, cells=200 * MEGABYTE)
