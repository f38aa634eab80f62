"""What the data say of one place: its ground, its other names, the sites that it holds, who names its industries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset

PLAN, LISTED = "plan", "catalogue-2018"  # kinds of sources that a feature's own words come from
RULE, CLEARS = "ground", "customs-site"  # an activity by the rule of the ground; by a customs site on it
Grounds = frozenset[str] | None  # None: nothing is known, which is neither all nor none


def knows_grounds(dataset: Dataset) -> bool:
    """Whether the data say of any feature what may be done on its ground."""
    return any("grounds" in frame and frame["grounds"].notna().any() for frame in dataset.frames.values())


def grounds_of(record: Mapping[str, Any]) -> Grounds:
    """Return the grounds of a feature or of one of its parts."""
    codes = record.get("grounds")
    return frozenset(map(str, codes)) if isinstance(codes, list) and codes else None


def grounds_source(record: Mapping[str, Any], lang: Lang) -> str:
    """Return the rule that says what may be done there; "" if none is named."""
    text = record.get(f"grounds_source_{lang}")
    return text if isinstance(text, str) else ""


def ground_titles(dataset: Dataset, lang: Lang) -> Mapping[str, str]:
    """Return code → title of the grounds that the catalogue has."""
    return {code: entry.title.say(lang) for code, entry in dataset.catalogue.grounds.items()}


def linked(record: Mapping[str, Any], *fields: str) -> list[str]:
    """Return the ids that a feature names in some of its fields, each of which holds one id, several or none."""
    found: list[str] = []
    for field in fields:
        value = record.get(field)
        found += [value] if isinstance(value, str) else [str(name) for name in value] if isinstance(value, list) else []
    return [name for name in found if name]


def same_places(names: Sequence[str], dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return head → all names of one place, itself first, of candidates that the data say are one thing.

    The head is the one to which the others point; where they point at each other, or at none of them, the first by id.
    """
    known = set(names)
    points_at = {
        name: {other for other in linked(dataset.record(name), "same_as", "successor") if other != name}
        for name in names
    }
    groups: list[set[str]] = []
    for name in sorted(names):
        # two that are the same as a third, which is no candidate itself, are the same as each other
        link = {name, *points_at[name]}
        for group in [group for group in groups if group & link]:
            groups.remove(group)
            link |= group
        groups.append(link)
    found = {}
    for group in groups:
        members = sorted(group & known)
        heads = [name for name in members if not points_at[name] & known]
        pointed = [name for name in heads if any(name in points_at[other] for other in members)]
        head = (pointed or heads or members)[0]
        found[head] = (head, *(name for name in members if name != head))
    return dict(sorted(found.items()))


def industry_sources(names: Sequence[str], dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return industry code → the kinds of sources that name it for a place, in the order of the catalogue."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for code, kinds in dataset.industry_sources(name).items():
            found.setdefault(code, {}).update(dict.fromkeys(kinds))
    return {code: tuple(found[code]) for code in dataset.catalogue.industries if code in found}


def function_sources(
    names: Sequence[str],
    dataset: Dataset,
    by_ground: Mapping[Any, str],
    by_cargo: Mapping[str, str],
    site: Iterable[str],
) -> dict[str, tuple[str, ...]]:
    """Return activity code → the kinds of sources that name it for a place, in the order of the catalogue.

    Parameters
    ----------
    by_ground, by_cargo
        Ground → the activity that it allows; cargo → the activity that a customs site which clears it makes possible.
    site
        The features on the ground of the place that operate.
    """
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for code, kinds in dataset.function_sources(name).items():
            found.setdefault(code, {}).update(dict.fromkeys(kinds))
        for ground in grounds_of(dataset.record(name)) or ():
            if ground in by_ground:
                found.setdefault(by_ground[ground], {})[RULE] = None
    for each in site:
        for cargo in dataset.record(each).get("clears") or ():
            if cargo in by_cargo:
                found.setdefault(by_cargo[cargo], {})[CLEARS] = None
    return {code: tuple(found[code]) for code in dataset.catalogue.functions if code in found}
