"""What a feature's kind and level are called: a rank is said only of what holds it."""

import pytest

from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.attribute_table import readable
from layers.query.titles import field_titles, is_seeking
from layers.suitability.comparison import compare

DATASET = load_dataset(load_catalogue())
NATIONAL: dict[Lang, str] = {"zh": "国家级", "en": "National"}
APPLICANTS = [name for name in DATASET.features.index if name.startswith("htz-") and is_seeking(DATASET.record(name))]


def test_the_seven_apply() -> None:
    assert len(APPLICANTS) == 7


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", APPLICANTS)
def test_an_applicant_is_not_called_national(name: str, lang: Lang) -> None:
    record, table = DATASET.record(name), readable(DATASET, lang)
    shown = [field_titles(record, field, DATASET, lang) for field in ("kind", "level")]
    shown += [table.loc[name, field] for field in ("kind", "level")]
    shown += [text for row in compare([name], DATASET, lang).rows[1:3] for text in row.cells]
    applying = load_catalogue().levels["national"].seeking
    assert applying is not None
    assert not [text for text in shown if NATIONAL[lang] in text and text != applying.say(lang)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_words_follow_the_state(lang: Lang) -> None:
    record = DATASET.record(APPLICANTS[0])
    won = {**record, "status_now": "approved"}
    assert NATIONAL[lang] in field_titles(won, "kind", DATASET, lang)
    assert field_titles(won, "level", DATASET, lang) == NATIONAL[lang]
    assert field_titles(DATASET.record("htz-bishan"), "level", DATASET, lang) == NATIONAL[lang]
    assert field_titles(DATASET.record("bonded-railway-port"), "level", DATASET, lang) == NATIONAL[lang]  # won since
