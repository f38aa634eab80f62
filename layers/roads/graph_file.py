"""The file of the road graph: a header in JSON and five arrays of fixed width, the same bytes for the same graph.

    8 bytes   b"OMROADS1"
    4 bytes   length of the header, unsigned, little-endian
    header    JSON, keys sorted: `RoadGraphHeader`
    arrays    little-endian, one after the other, n nodes and e edges:
              n × uint16 longitude, n × uint16 latitude: thousandths of a degree east and north of the box's corner;
              e × uint16 first node, e × uint16 second node, ascending and first < second; e × uint32 length in metres

Nothing is compressed: a compressor's next version would change the bytes. Gzip takes the file to half.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from layers.arrays import Floats
from layers.catalogue.entries import Lang
from layers.errors import OpenMapError
from layers.i18n.messages import say
from layers.roads.calibration import Calibration

MAGIC = b"OMROADS1"
MILLI = 1000  # of a degree: the source's nodes have three decimals
MOST_BYTES = 2_000_000
_ARRAYS = ("<u2", "<u2", "<u2", "<u2", "<u4")

Ends = npt.NDArray[np.int64]  # numbers of nodes


class RoadGraphError(OpenMapError, ValueError):
    """Exception for a graph that cannot be used; `code` is a key of [roads] in the messages."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence("en"))

    def sentence(self, lang: Lang) -> str:
        """Return the reason as a sentence."""
        return say(f"roads.{self.code}", lang, **self.values)


class RoadGraphHeader(BaseModel):
    """What the arrays are: the package they come from, the area, their counts and checksum, and how well they agree."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    package: str = Field(pattern=r"^[\w-]+$")
    version: str = Field(pattern=r"^[\w.]+$")
    package_sha256: str
    year: int
    box: tuple[float, float, float, float]  # west, south, east, north in degrees
    nodes: int
    edges: int
    arrays_sha256: str
    calibration: Calibration


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """n nodes and e edges.

    Attributes
    ----------
    lon, lat
        (n,) degrees WGS 84, to a thousandth.
    first, second
        (e,) nodes of each edge, first < second, in ascending order.
    metres
        (e,) length along the road, at least 1.
    """

    lon: Floats
    lat: Floats
    first: Ends
    second: Ends
    metres: Ends


def pack_arrays(graph: RoadGraph, box: tuple[float, float, float, float]) -> bytes:
    """Return the arrays of a graph as bytes.

    Raises
    ------
    ValueError
        If a value does not fit its width, or edges are not in order.
    """
    west, south = box[:2]
    offsets = [np.rint((values - corner) * MILLI) for values, corner in ((graph.lon, west), (graph.lat, south))]
    packed = b""
    for values, width in zip((*offsets, graph.first, graph.second, graph.metres), _ARRAYS, strict=True):
        if len(values) and not 0 <= values.min() <= values.max() <= np.iinfo(width).max:
            raise ValueError(f"a value does not fit {width}")
        packed += values.astype(width).tobytes()
    if fault := _fault_of_edges(graph):
        raise ValueError(fault)
    return packed


def encode(header: RoadGraphHeader, arrays: bytes) -> bytes:
    """Return the bytes of the file."""
    said = json.dumps(header.model_dump(mode="json"), sort_keys=True, separators=(",", ":")).encode("ascii")
    return MAGIC + len(said).to_bytes(4, "little") + said + arrays


def decode(content: bytes) -> tuple[RoadGraphHeader, RoadGraph]:
    """Read the bytes of the file.

    Raises
    ------
    RoadGraphError
        With the reason: another format, a damaged header or array, or too large.
    """
    if len(content) > MOST_BYTES:
        raise RoadGraphError("broken", detail=f"{len(content):,} bytes")
    if content[: len(MAGIC)] != MAGIC:
        raise RoadGraphError("other_format", expected=MAGIC.decode())
    start = len(MAGIC) + 4
    end = start + int.from_bytes(content[len(MAGIC) : start], "little")
    try:
        header = RoadGraphHeader.model_validate_json(content[start:end])
    except ValidationError as error:
        raise RoadGraphError("broken", detail="header") from error
    arrays = content[end:]
    if hashlib.sha256(arrays).hexdigest() != header.arrays_sha256:
        raise RoadGraphError("broken", detail="sha256")
    return header, _unpack(header, arrays)


def _unpack(header: RoadGraphHeader, content: bytes) -> RoadGraph:
    counts = (header.nodes, header.nodes, header.edges, header.edges, header.edges)
    sizes = [count * np.dtype(width).itemsize for count, width in zip(counts, _ARRAYS, strict=True)]
    if min(counts) < 1 or sum(sizes) != len(content):
        raise RoadGraphError("broken", detail=f"{header.nodes} nodes, {header.edges} edges, {len(content)} bytes")
    at, arrays = 0, []
    for size, width in zip(sizes, _ARRAYS, strict=True):
        arrays.append(np.frombuffer(content[at : at + size], dtype=width).astype(np.int64))
        at += size
    west, south = header.box[:2]
    graph = RoadGraph(west + arrays[0] / MILLI, south + arrays[1] / MILLI, *arrays[2:])
    if fault := _fault_of_edges(graph):
        raise RoadGraphError("broken", detail=fault)
    return graph


def _fault_of_edges(graph: RoadGraph) -> str:
    """Return what is wrong with the edges, or nothing."""
    if not len(graph.metres) or graph.metres.min() < 1:
        return "an edge without a length"
    if (graph.first >= graph.second).any() or graph.second.max() >= len(graph.lon):
        return "an edge without its nodes"
    order = graph.first * len(graph.lon) + graph.second
    return "edges out of order" if (np.diff(order) <= 0).any() else ""
