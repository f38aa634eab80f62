"""A stranger adds a layer by the README alone: its two examples are taken from there and must work as they stand."""

import re
from pathlib import Path

from layers.catalogue.models import CATALOGUE_FILE, read_catalogue
from layers.dataset.dataset import load_dataset
from layers.dataset.source import FolderSource
from layers.query.filters import Selection, from_query
from layers.web_map.manifest import legend_of, manifest_of
from tests.layers import samples


def example(readme: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", readme.partition("## Add a layer in two steps")[2], re.DOTALL)
    assert found is not None
    return found.group(1)


def test_one_file_and_one_table_make_a_layer(root: Path, tmp_path: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    catalogue = read_catalogue(CATALOGUE_FILE.read_text(encoding="utf-8") + "\n" + example(readme, "toml"))
    places = example(readme, "json")
    dataset = load_dataset(
        catalogue, FolderSource(samples.write(tmp_path, my_places=places, districts=samples.districts()))
    )
    assert "my-places" not in dataset.faults
    assert dataset.features.loc["my-place-one", ["districts", "regions"]].tolist() == [["500103"], ["core"]]
    selection, unknown = from_query({"kind": ["my-kind"], "region": ["core"]}, dataset)
    assert unknown == []
    assert selection.apply(dataset.features, dataset.index).index.tolist() == ["my-place-one"]
    assert Selection().counts(dataset.index)["kind"]["my-kind"] == 1
    manifest = manifest_of(dataset, {"my-places": "x"}, {}, {})
    assert manifest["kinds"]["my-kind"]["type"] == "functional"
    assert [layer["id"] for layer in manifest["layers"]] == ["my-places"]
    assert legend_of(dataset)[0]["rows"][0]["sample"] == {"type": "functional"}
