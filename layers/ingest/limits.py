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
        Rows times columns of a table, empty ones too; `cells_in` says how many of a text.
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

    def cells_in(self, text: str) -> int:
        """Return how many cells, empty ones too, a table written as `text` may have.

        Two a character are more than honest files have; a few names over short rows make a table of a thousand times.
        """
        return min(self.cells, MEGABYTE + 2 * len(text))


# an upload stays in the server's memory, some three times over (TRAPS 15)
UPLOAD = Limits(50 * MEGABYTE, 250 * MEGABYTE, 1_000_000, 2_000 * MEGABYTE, 30)
# on the command line it is one's own machine
LOCAL = Limits(1000 * MEGABYTE, 1000 * MEGABYTE, 5_000_000, 4_000 * MEGABYTE, 60, cells=200 * MEGABYTE)
