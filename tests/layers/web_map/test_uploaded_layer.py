"""What the browser is sent of a brought layer: a head, then plain numbers; nothing that has no place is in it."""

import json
import struct

import numpy as np
import shapely

from layers.web_map.uploaded_layer import PARTS, PackedLayer, drawn

AREA = shapely.box(106.4, 29.4, 106.6, 29.6).difference(shapely.box(106.45, 29.45, 106.5, 29.5))


def unpacked(sent: PackedLayer) -> tuple[dict[str, object], dict[str, list[float]]]:
    (length,) = struct.unpack_from("<I", sent.content)
    head = json.loads(sent.content[4 : 4 + length])
    assert (4 + length) % 4 == 0, "the browser could not lay numbers over it"
    at, found = 4 + length, {}
    for (part, kind), size in zip(PARTS.items(), head["sizes"], strict=True):
        table = np.frombuffer(sent.content, kind, size, at)
        at, found[part] = at + table.nbytes, table.tolist()
    assert at == len(sent.content)
    return head, found


def layer(*shapes: object) -> tuple[dict[str, object], dict[str, list[float]]]:
    table = np.array([*shapes, None], dtype=object)[:-1]
    return unpacked(drawn(table, [f"名{number}" for number in range(len(shapes))], title="t.csv"))


def test_points_alone_are_sent_without_their_rows() -> None:
    head, parts = layer(shapely.Point(106.5, 29.5), shapely.Point(107.25, 30))
    assert head["names"] == ["名0", "名1"]
    assert parts["points"] == [106.5, 29.5, 107.25, 30]
    assert parts["pointRows"] == []
    assert parts["pathStarts"] == [0]


def test_what_has_no_place_keeps_the_rows_of_the_others_right() -> None:
    _, parts = layer(None, shapely.Point(), shapely.MultiPoint([(106, 29), (107, 30)]), shapely.Point(108, 31))
    assert parts["points"] == [106, 29, 107, 30, 108, 31]
    assert parts["pointRows"] == [2, 2, 3]


def test_lines_and_the_rings_of_areas_follow_each_other() -> None:
    _, parts = layer(shapely.LineString([(106, 29), (107, 30)]), AREA)
    assert parts["pathStarts"] == [0, 5, 10, 12]
    assert parts["pathRows"] == [1, 1, 0]
    assert parts["pathAreas"] == [1, 1, 0]
    assert len(set(parts["pathShapes"])) == 2
