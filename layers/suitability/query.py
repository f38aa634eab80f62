"""Everything an investor's page asks, as one value: the need, the shortlist, the point to measure from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from layers.dataset.dataset import Dataset
from layers.suitability import requirements
from layers.suitability.comparison import MOST
from layers.suitability.requirements import Requirements
from layers.suitability.surroundings import TYPED_LIMIT


@dataclass(frozen=True)
class SuitabilityQuery:
    """`picks` are ids in the order of choosing, at most five; `place` is a name or a point as typed."""

    requirements: Requirements = field(default_factory=Requirements)
    picks: tuple[str, ...] = ()
    place: str = ""

    @property
    def is_full(self) -> bool:
        """Whether the shortlist can take no more."""
        return len(self.picks) >= MOST

    def picking(self, name: str) -> SuitabilityQuery:
        """Return this question with `name` on the shortlist, or off it where it was on; a full list stays as it is."""
        if name in self.picks:
            return replace(self, picks=tuple(pick for pick in self.picks if pick != name))
        return self if self.is_full else replace(self, picks=(*self.picks, name))

    def to_query(self, dataset: Dataset) -> dict[str, list[str]]:
        """Return the address keys of this question; nothing for what is not asked."""
        query = self.requirements.to_query(dataset)
        if self.picks:
            query["pick"] = list(self.picks)
        return {**query, "at": [self.place]} if self.place.strip() else query


def from_query(query: Mapping[str, Sequence[str]], dataset: Dataset) -> tuple[SuitabilityQuery, list[str]]:
    """Return the question of an address, and what in it nobody knows or is too much; that is dropped."""
    asked, dropped = requirements.from_query(query, dataset)
    wanted = list(dict.fromkeys(query.get("pick", ())))
    known = [name for name in wanted if name in dataset.features.index]
    dropped += [name for name in wanted if name not in known] + known[MOST:]
    place = next(iter(query.get("at", ())), "")[:TYPED_LIMIT]
    return SuitabilityQuery(asked, tuple(known[:MOST]), place if place.strip() else ""), dropped
