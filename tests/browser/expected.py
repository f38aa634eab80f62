"""What the map should show, worked out from the frames themselves and not by the code under test."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset

EDITION = load_dataset(load_catalogue())
FEATURES = EDITION.features
PLACED = FEATURES[FEATURES.geometry.notna()]
FOLDS = {"grounds": "kind"}  # filter → the fold of the sidebar that holds it, where that is called after another one
FILTERS = {name: key for key, name in EDITION.catalogue.filters.items()}


def kept(**choices: tuple[str, ...]) -> list[str]:
    """Return the sorted ids that a selection draws."""
    mask = PLACED.geometry.notna()
    for field, codes in choices.items():
        values = PLACED[field].map(lambda value: set(value) if isinstance(value, list) else {value})
        mask &= values.map(lambda have, want=set(codes): bool(have & want))
    return sorted(PLACED.index[mask])


def box(page: Page, field: str, code: str) -> Any:
    """Return the checkbox of one choice."""
    return page.locator(f".st-key-{field}-{code} label")


def address(page: Page) -> dict[str, list[str]]:
    """Return the query of the page's address."""
    return parse_qs(urlsplit(page.url).query)
