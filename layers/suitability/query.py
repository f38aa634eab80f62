"""The query of the investor's page as one value: requirements, shortlist, point to measure from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from layers.dataset.dataset import Dataset
from layers.suitability import requirements
from layers.suitability.comparison import MOST
from layers.suitability.presets import load_presets
from layers.suitability.requirements import Requirements
from layers.suitability.surroundings import TYPED_LIMIT

NEED_LIMIT = 200  # characters of a need as typed that an address carries; its requirements are in keys of their own


@dataclass(frozen=True)
class SuitabilityQuery:
    """A query.

    Attributes
    ----------
    picks
        At most five ids in the order of selection.
    place
        A name or a point as typed.
    text
        The need as typed: it says why the requirements are as they are, and changes nothing by itself.
    """

    requirements: Requirements = field(default_factory=Requirements)
    picks: tuple[str, ...] = ()
    place: str = ""
    text: str = ""

    @property
    def is_full(self) -> bool:
        """Whether the shortlist is full."""
        return len(self.picks) >= MOST

    def picking(self, name: str) -> SuitabilityQuery:
        """Return a copy with `name` added to the shortlist, or removed if present; a full list stays unchanged."""
        if name in self.picks:
            return replace(self, picks=tuple(pick for pick in self.picks if pick != name))
        return self if self.is_full else replace(self, picks=(*self.picks, name))

    def to_query(self, dataset: Dataset) -> dict[str, list[str]]:
        """Return the URL keys of this query, without keys for empty values."""
        query = self.requirements.to_query(dataset)
        if self.picks:
            query["pick"] = list(self.picks)
        if self.text.strip() and len(self.text) <= NEED_LIMIT:
            query["need"] = [self.text]
        return {**query, "at": [self.place]} if self.place.strip() else query


def is_candidate(name: str, dataset: Dataset) -> bool:
    """Whether a feature is a place to settle in; a zone that the plan has under its later name counts there alone."""
    record = dataset.record(name)
    return record["kind"] in load_presets().candidates and not record.get("successor")


def unfit_picks(query: Mapping[str, Sequence[str]], dataset: Dataset) -> list[str]:
    """Return the picks of a URL query that are features but no candidates."""
    known = (name for name in dict.fromkeys(query.get("pick", ())) if name in dataset.features.index)
    return [name for name in known if not is_candidate(name, dataset)]


def from_query(query: Mapping[str, Sequence[str]], dataset: Dataset) -> tuple[SuitabilityQuery, list[str]]:
    """Parse a URL query; return the unknown and surplus values, too, which the result omits, as it does unfit picks."""
    asked, dropped = requirements.from_query(query, dataset)
    wanted, unfit = list(dict.fromkeys(query.get("pick", ()))), unfit_picks(query, dataset)
    dropped += [name for name in wanted if name not in dataset.features.index]
    known = [name for name in wanted if name not in (*dropped, *unfit)]
    dropped += known[MOST:]
    place = next(iter(query.get("at", ())), "")[:TYPED_LIMIT]
    text = next(iter(query.get("need", ())), "")[:NEED_LIMIT]
    return (
        SuitabilityQuery(asked, tuple(known[:MOST]), place if place.strip() else "", text if text.strip() else ""),
        dropped,
    )
