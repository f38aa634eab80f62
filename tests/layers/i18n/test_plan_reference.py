import re

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.plan_reference import plan_reference

EDITION = load_dataset(load_catalogue())


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("第七章·专栏3", "Ch. 7, Box 3"),
        ("第七章第一节·专栏3", "Ch. 7 §1, Box 3"),
        ("第十章", "Ch. 10"),
        ("第十九章第一节", "Ch. 19 §1"),
        ("第二十三章第二节；第二十章", "Ch. 23 §2; Ch. 20"),
        ("", ""),
    ],
)
def test_a_reference_reads_in_english(text: str, english: str) -> None:
    assert plan_reference(text, "en") == english
    assert plan_reference(text, "zh") == text


@pytest.mark.parametrize("text", sorted(set(EDITION.features["plan_ref"].dropna())))
def test_every_reference_of_the_data_is_understood(text: str) -> None:
    assert not re.search(r"[\u4e00-\u9fff；·]", plan_reference(text, "en"))
