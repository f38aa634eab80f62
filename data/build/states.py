"""How each feature stands today, from `data/facts.csv`: the one table that says it."""

from collections.abc import Iterable

from data.build.paths import DATA, BuildError
from data.build.write import Feature
from layers.catalogue.models import load_catalogue
from layers.dataset.facts import Fact, Facts, read_facts
from layers.dataset.layer_faults import DataError
from layers.monitoring.evidence import state_today

BEHIND = {"existing": {"approved", "building", "pending"}, "building": {"pending"}}  # what stood in 2021 stands


def read_states() -> Facts:
    """Read the facts by feature id.

    Raises
    ------
    BuildError
        When a row breaks the table's rules.
    """
    try:
        return read_facts((DATA / "facts.csv").read_bytes(), load_catalogue())
    except DataError as error:
        raise BuildError(f"facts.csv: {error}") from error


def add_states(features: Iterable[Feature]) -> list[Feature]:
    """Return the features with their state of today, its date and its source.

    Raises
    ------
    BuildError
        When the facts put a feature behind what the plan of 2021 already says of it.
    """
    facts = read_states()
    return [{**each, "properties": each["properties"] | _state(each, facts)} for each in features]


def _state(feature: Feature, facts: Facts) -> dict[str, str | None]:
    fact = state_today(facts.get(feature["id"], ()))
    if not fact:
        return {"status_now": "unknown", "status_now_date": None, "status_now_source": None}
    if fact.status_now in BEHIND.get(feature["properties"]["status"] or "", ()):
        raise BuildError(f"facts.csv, {feature['id']}: {fact.status_now} is behind what the plan says of 2021")
    return {"status_now": fact.status_now, "status_now_date": fact.date or None, "status_now_source": _source(fact)}


def _source(fact: Fact) -> str:
    return "，".join(filter(None, (fact.publisher, fact.page_date)))
