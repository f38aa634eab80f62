"""The corridor build's own arithmetic and its refusals, on small made-up networks."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from data.build import corridors, write
from data.build.__main__ import main
from data.build.paths import GEOJSON, BuildError
from data.build.routes import inputs
from data.build.routes.features import measure_km
from data.build.routes.track import STRAIGHT_KM, share_track, simplify_line


def test_shared_track_gets_the_same_vertices_in_both_directions() -> None:
    bends = np.random.default_rng(7).normal(0, 0.01, 30)
    points = np.column_stack([110 + np.arange(30) * 0.1, 30 + bends])
    branch = np.array([[112.0, 31.0], [112.0, 31.3]])
    pieces = share_track({"a": list(range(30)), "b": [31, 30, *range(20, 4, -1)]}, np.vstack([points, branch]))
    edges = [{frozenset(edge) for piece in pieces[key] for edge in pairwise(piece.points)} for key in "ab"]
    stretch = {edge for edge in edges[0] if all(110.5 <= lon <= 112 for lon, _ in edge)}
    assert stretch
    assert stretch <= edges[1]


def test_long_straight_edges_are_split_out() -> None:
    points = np.array([[100.0, 30.0], [100.2, 30.0], [101.2, 30.0], [101.4, 30.1]])
    pieces = share_track({"a": [0, 1, 2, 3]}, points)["a"]
    assert [piece.schematic for piece in pieces] == [False, True, False]
    assert all(before.points[-1] == after.points[0] for before, after in pairwise(pieces))


def test_simplifying_makes_no_straight_run_over_50_km() -> None:
    line = [(80 + i * 0.1, 45.0) for i in range(40)]
    thin = simplify_line(line)
    assert len(thin) < len(line)
    assert max(measure_km([a, b]) for a, b in pairwise(thin)) <= STRAIGHT_KM


def test_an_unknown_node_names_the_leg(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"key": "here-nowhere", "mode": "rail", "from": "tuanjiecun", "to": "nowhere", "via": "", "link": ""}
    monkeypatch.setattr(inputs, "read_rows", lambda _: [row])
    nodes = {"tuanjiecun": inputs.Node("tuanjiecun", "团结村", "Tuanjiecun", 106.374, 29.63, {})}
    with pytest.raises(BuildError, match=r"here-nowhere.*nowhere"):
        inputs.read_legs(nodes)


def test_a_leg_without_a_route_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BuildError("leg a-b: no rail connection")

    before = {"corridors.geojson": b"old", "regions.geojson": b"old"}
    before |= {name: (GEOJSON / name).read_bytes() for name in ("districts.geojson", "districts-2025.geojson")}
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(write, "GEOJSON", tmp_path)
    monkeypatch.setattr(corridors, "trace", fail)
    result = CliRunner().invoke(main, ["regions", "corridors", "--offline"])
    assert result.exit_code == 1
    assert "regions: 3 features" in result.output, "the regions were made before"
    assert result.output.endswith("Error: leg a-b: no rail connection\n")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert write._staged == {}


def test_routes_use_known_legs_that_follow_each_other() -> None:
    legs = inputs.read_legs(inputs.read_nodes())
    for route in inputs.read_routes():
        chain = [legs[key] for key in route["legs"]]
        assert all(before.end.key == after.start.key for before, after in pairwise(chain)), route["id"]
    used = {key for route in inputs.read_routes() for key in route["legs"]}
    assert used == set(legs), "a leg that no route uses"
