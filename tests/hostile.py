"""The shipped data with one set of hostile texts in place of every text of every feature."""

import json
from collections.abc import Sequence
from pathlib import Path

from layers.catalogue.models import load_catalogue
from layers.dataset.source import DATA_FOLDER

# the arithmetic form in the marks of every template language, and as a formula; 1337 where one was worked out
SUM = "7*191"
WORKED_OUT = "1337"
ARITHMETIC = [
    "{{ 7*191 }}", "${7*191}", "#{7*191}", "<%= 7*191 %>", "{% print(7*191) %}", "`${7*191}`", "[[7*191]]", "*{7*191}",
    "=7*191", "+7*191", "-7*191", "@SUM(7*191)", "\t=7*191", "<b>7*191</b>",
]  # fmt: skip
ODD_KEYS = {"id", "adcode"}


def write_hostile(folder: Path, texts: Sequence[str]) -> Path:
    """Write every layer into `folder`: feature n bears text n in each of its texts; return the folder."""
    catalogue = load_catalogue()
    for path in DATA_FOLDER.glob("*.geojson"):
        data = json.loads(path.read_text(encoding="utf-8"))
        specs = catalogue.fields_of(path.stem)
        for number, feature in enumerate(data["features"]):
            text, properties = texts[number % len(texts)], feature["properties"]
            for name, spec in specs.items():
                if spec.value == "text" and name not in ODD_KEYS and properties.get(name) is not None:
                    properties[name] = text
                elif spec.value == "texts":
                    properties[name] = [text]
            for row in [*(properties.get("parts") or []), *(properties.get("legs") or [])]:
                row.update({key: text for key in row if key.endswith(("_zh", "_en", "_source")) and row[key]})
        (folder / path.name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder
