"""A ranked place in a few lines: what speaks for it, what against it, and how far the better place is."""

import pytest

from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import say
from layers.query.nearest import ProximityIndex, distance
from layers.suitability.candidates import Candidates
from layers.suitability.place_summary import MOST_REASONS, summarize
from layers.suitability.presets import load_presets
from layers.suitability.ranking import rank
from layers.suitability.requirements import Requirements, of_preset

DATASET = load_dataset(load_catalogue())
CANDIDATES = Candidates(DATASET, load_presets(), ProximityIndex(DATASET))
FIRST = 5


def summaries(requirements: Requirements, lang: Lang) -> list[tuple[str, str, tuple[str, ...]]]:
    ranking = rank(requirements, CANDIDATES, draws=5)
    found = [(place.id, summarize(place, ranking, CANDIDATES, lang)) for place in ranking.places[:FIRST]]
    return [(name, summary.weakness, summary.reasons) for name, summary in found]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", load_presets().presets)
def test_every_ready_need_says_for_and_against(code: str, lang: Lang) -> None:
    for _, weakness, reasons in summaries(of_preset(load_presets().presets[code]), lang):
        assert weakness
        assert len(reasons) <= MOST_REASONS
        assert len(set(reasons)) == len(reasons)


def test_a_yard_without_the_train_is_no_better_place() -> None:
    requirements = Requirements(grounds=("making",), modes=("rail-europe",), weights={"rail-yard": 2})
    ranking = rank(requirements, CANDIDATES, draws=5)
    wanzhou = next(place for place in ranking.places if place.id == "etdz-wanzhou")
    assert wanzhou.reaches["rail-yard"].km < 1
    assert wanzhou.reaches["china-europe"].km > 100
    named = DATASET.name("etdz-wanzhou", "zh")
    place = next(place for place in ranking.places if place.id == "htz-chongqing")
    yard, train = place.reaches["rail-yard"], place.reaches["china-europe"]
    assert distance(yard, "zh") == distance(train, "zh")  # named together: one yard
    assert DATASET.catalogue.shorten(named, "zh") not in summarize(place, ranking, CANDIDATES, "zh").weakness


def test_a_far_airport_speaks_for_no_place() -> None:
    requirements = Requirements(grounds=("bonded-storing",), weights={"airport-cargo": 4})
    ranking = rank(requirements, CANDIDATES, draws=5)
    best, far = ranking.places[0], next(place for place in ranking.places if place.id == "bonded-jiangjin")
    assert summarize(best, ranking, CANDIDATES, "zh").reasons
    assert far.reaches["airport-cargo"].km > 40
    assert summarize(far, ranking, CANDIDATES, "zh").reasons == ()


def test_an_activity_is_credited_to_whoever_names_it() -> None:
    requirements = Requirements(functions=("bonded-logistics",), weights={"words": 5})
    ranking = rank(requirements, CANDIDATES, draws=5)
    place = next(p for p in ranking.places if p.sources.get("bonded-logistics") == ("ground",))
    reasons = "".join(summarize(place, ranking, CANDIDATES, "zh").reasons)
    assert say("rank.by_ground", "zh") in reasons
    assert say("rank.by_plan", "zh") not in reasons
