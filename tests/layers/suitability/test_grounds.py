"""Ground, parts, one site under several names, industry evidence and what is not known: on small made-up data."""

from dataclasses import replace
from pathlib import Path

import pytest

from layers.catalogue.entries import CatalogueEntry, Words
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import FolderSource
from layers.query.nearest import ProximityIndex
from layers.suitability.candidates import Candidates
from layers.suitability.explanations import explain, span
from layers.suitability.presets import load_presets
from layers.suitability.ranking import Ranking, rank
from layers.suitability.requirements import Requirements, from_query
from tests.layers.samples import collection, districts, feature, write

TERMS, CATALOGUE = load_presets(), load_catalogue()
TITLES = {"making": ("生产制造", "Making"), "storing": ("仓储物流", "Storing"), "bonded-making": ("保税加工", "Bonded")}
FACTS = ("grounds", "grounds_source_zh", "same_as", "site_of")
PARK = {"platform_type": "park", "kind": "etdz", "position_error_km": 0.5, "status_now": "operating"}
AIRPORT = feature("field", (106.6, 29.6), platform_type="hub", kind="airport", position_error_km=0.5)


def park(name: str, east: float, **more: object) -> dict[str, object]:
    return feature(name, (round(106.6 + east, 4), 29.6), **{**PARK, **more})


def made(folder: Path, zones: list[dict], **layers: object) -> Candidates:
    """Return the candidates of zones with the fields that the shipped catalogue may not have yet."""
    said = {str(zone["id"]): {key: zone["properties"].pop(key, None) for key in FACTS} for zone in zones}
    layers = {"airports": collection(AIRPORT), **layers}
    write(
        folder,
        districts=districts(),
        development_zones=collection(*sorted(zones, key=lambda zone: str(zone["id"]))),
        **layers,
    )
    dataset = load_dataset(CATALOGUE, FolderSource(folder))
    assert "development-zones" in dataset.frames, dataset.faults
    frames = {
        layer: frame.assign(**{key: [said.get(str(name), {}).get(key) for name in frame.index] for key in FACTS})
        if layer in CATALOGUE.themes
        else frame
        for layer, frame in dataset.frames.items()
    }
    known = {code: CatalogueEntry(title=Words(zh=zh, en=en)) for code, (zh, en) in TITLES.items()}
    full = replace(dataset, frames=frames, catalogue=CATALOGUE.model_copy(update={"grounds": known}))
    return Candidates(full, TERMS, ProximityIndex(full))


def order(ranking: Ranking) -> list[str]:
    return [place.id for place in ranking.places]


def test_only_needed_ground_is_ranked_and_the_others_say_why(tmp_path: Path) -> None:
    zones = [
        park("depot", 0.0, grounds=["storing"], grounds_source_zh="海关规则"),
        park("works", 0.2, grounds=["making", "storing"]),
        park("mystery", 0.1),
    ]
    candidates, requirements = made(tmp_path, zones), Requirements(grounds=("making",), weights={"airport": 3})
    ranking = rank(requirements, candidates)
    assert order(ranking) == ["works"]
    assert ranking.undetermined == ("mystery",)
    said = {
        name: ranking.failed[name][0].sentence(requirements, candidates, name, "zh") for name in ("depot", "mystery")
    }
    assert said["depot"] == "这里不能做生产制造：国家级经开区，可做仓储物流，依据海关规则"
    assert "不知道能不能做生产制造" in said["mystery"]
    assert set(order(rank(replace(requirements, grounds=()), candidates))) == {"depot", "works", "mystery"}


def test_bonded_processing_goes_by_the_ground_where_it_is_known(tmp_path: Path) -> None:
    zones = [park("works", 0.2, grounds=["making"]), park("bonded", 0.3, grounds=["bonded-making"]), park("dark", 0.1)]
    assert order(rank(Requirements(bonded_making=True, weights={"airport": 3}), made(tmp_path, zones))) == ["bonded"]


def in_parts(name: str, *parts: tuple[float, list[str] | None]) -> dict[str, object]:
    zone = park(name, 0.0)
    points = [[106.6 + east, 29.6] for east, _ in parts]
    zone["geometry"] = {"type": "MultiPoint", "coordinates": points}
    told = {"position_quality": "site", "position_error_km": 0.5, "position_source": "t", "area_km2": None}
    zone["properties"]["parts"] = [
        {"name_zh": f"片{i}", "name_en": f"Part {i}", "area_source": None, **told, "grounds": grounds}
        for i, (_, grounds) in enumerate(parts)
    ]
    return zone


def test_a_place_in_parts_is_measured_from_the_part_that_has_the_ground(tmp_path: Path) -> None:
    zones = [in_parts("split", (0.01, ["storing"]), (0.4, ["making"])), park("works", 0.2, grounds=["making"])]
    candidates = made(tmp_path, zones)
    making = rank(Requirements(grounds=("making",), weights={"airport": 3}), candidates)
    assert order(making) == ["works", "split"]
    assert making.places[1].part == Words(zh="片1", en="Part 1")
    assert "以“片1”片计" in explain(making.places[1], Requirements(), candidates.dataset, "zh")
    storing = rank(Requirements(grounds=("storing",), weights={"airport": 3}), candidates)
    assert [(place.id, place.part.zh if place.part else "") for place in storing.places] == [("split", "片0")]
    far = Requirements(grounds=("making",), within={"airport": 30}, weights={"airport": 3})
    missed = rank(far, candidates).failed["split"][0]
    assert missed.reach is not None
    assert missed.reach.km > 30  # not the part that is near and of no use


def test_two_names_are_one_place_with_all_its_functions(tmp_path: Path) -> None:
    functions = list(CATALOGUE.functions)[:2]
    zones = [
        park("centre", 0.1, functions=functions[:1], grounds=["storing"], same_as="whole"),
        park("whole", 0.1, functions=functions[1:], grounds=["making"]),
        park("other", 0.2, functions=functions[:1], grounds=["making"]),
    ]
    ranking = rank(Requirements(functions=tuple(functions), grounds=("storing",)), made(tmp_path, zones))
    assert order(ranking) == ["whole"]
    assert ranking.places[0].names == ("whole", "centre")
    assert set(ranking.places[0].has["functions"]) == set(functions)


def test_a_gateway_on_the_site_is_said_to_lie_there(tmp_path: Path) -> None:
    quay = feature("quay", (106.65, 29.6), platform_type="hub", kind="port", position_error_km=0.5)
    candidates = made(tmp_path, [park("harbour", 0.2), park("beside", 0.06)], ports=collection(quay))
    port = rank(Requirements(weights={"river-port": 3}), candidates)
    assert order(port) == ["beside", "harbour"]
    frames = {
        name: frame.assign(site_of="harbour") if name == "ports" else frame
        for name, frame in candidates.dataset.frames.items()
    }
    dataset = replace(candidates.dataset, frames=frames)
    held = Candidates(dataset, TERMS, ProximityIndex(dataset))
    ranking = rank(Requirements(weights={"river-port": 3}), held)
    assert order(ranking) == ["harbour", "beside"]
    assert ranking.places[0].on_site == ("river-port",)
    assert "名quay就在场内" in explain(ranking.places[0], Requirements(), dataset, "zh")
    assert ranking.places[1].on_site == ()


class _Evidence(Dataset):
    """A dataset with industry evidence, as `dataset.industry_sources` gives it."""

    def industry_sources(self, name: str) -> dict[str, tuple[str, ...]]:
        known: dict[str, dict[str, tuple[str, ...]]] = {
            "firms": {"food": ("plan", "firm")},
            "listed": {"food": ("catalogue-2018",)},
            "planned": {"food": ("plan",)},
            "other": {"metals": ("firm",)},
        }
        return known.get(name, {})


def test_what_is_there_counts_more_than_what_was_listed_or_planned(tmp_path: Path) -> None:
    names = ("planned", "firms", "listed", "other")
    candidates = with_evidence(made(tmp_path, [park(name, 0.1) for name in names]))
    ranking = rank(Requirements(industries=("food",)), candidates)
    assert order(ranking) == ["firms", "listed", "planned", "other"]
    assert [place.value for place in ranking.places] == pytest.approx([1.0, 0.7, 0.5, 0.0])
    assert "有日期的网页（企业、产品）写明食品" in explain(ranking.places[0], Requirements(), candidates.dataset, "zh")


def with_evidence(candidates: Candidates) -> Candidates:
    full = candidates.dataset
    dataset = _Evidence(full.catalogue, full.frames, full.contents, full.faults, full.facts)
    return Candidates(dataset, TERMS, ProximityIndex(dataset))


def test_not_known_is_not_none_and_nothing_about_it_is_certain(tmp_path: Path) -> None:
    names = ("firms", "other", "silent")
    candidates = with_evidence(made(tmp_path, [park(name, 0.1) for name in names]))
    ranking = rank(Requirements(industries=("food",)), candidates)
    found = {place.id: place for place in ranking.places}
    assert found["other"].value == 0 < found["silent"].value < found["firms"].value
    assert found["silent"].unknowns == ("industries",)
    assert (found["silent"].low, found["silent"].high) == (2, 3)  # as good as the best keeps the order of ids
    assert not any(place.is_certain for place in ranking.places)
    both = with_evidence(made(tmp_path, [park("firms", 0.1), park("other", 0.1)]))
    known = rank(Requirements(industries=("food",)), both)
    assert [place.is_certain for place in known.places] == [True, True]


def test_words_that_nobody_has_change_nothing_and_are_named(tmp_path: Path) -> None:
    candidates = with_evidence(made(tmp_path, [park("firms", 0.3), park("other", 0.1)]))
    plain = Requirements(industries=("food",), weights={"airport": 3})
    before, after = (rank(replace(plain, industries=codes), candidates) for codes in (("food",), ("food", "software")))
    assert after.unknown_words == {"industries": ("software",)}
    assert [(p.id, p.value, p.low, p.high) for p in after.places] == [
        (p.id, p.value, p.low, p.high) for p in before.places
    ]
    alone = rank(replace(plain, industries=("software",)), candidates)
    assert alone.basis == ("nearness",)
    assert alone.is_by_distance_alone
    assert not before.is_by_distance_alone
    assert "名次只按距离" in span(alone.places[0], "zh")
    nothing = rank(Requirements(industries=("software",)), candidates)
    assert nothing.basis == ()
    assert [(place.low, place.high, place.is_certain) for place in nothing.places] == [(1, 2, False)] * 2


def test_modes_stand_for_weights_and_a_single_weight_goes_before_them() -> None:
    dataset = load_dataset(CATALOGUE)
    requirements, dropped = from_query(
        {"mode": ["river", "air", "tube"], "w": ["river-port:1"], "must": ["bonded-storing"], "area_min": ["2.5", "x"]},
        dataset,
    )
    assert sorted(dropped) == ["tube", "x"]
    assert requirements.weight("river-port") == 1
    assert requirements.weight("yangtze-river") == TERMS.modes["river"].weights["yangtze-river"]
    assert requirements.bonded_storing
    assert requirements.area_min == 2.5
    assert requirements.to_query(dataset)["mode"] == ["river", "air"]


def test_avoiding_the_centre_names_what_it_takes_out() -> None:
    dataset = load_dataset(CATALOGUE)
    candidates = Candidates(dataset, TERMS, ProximityIndex(dataset))
    requirements = Requirements(avoid="centre", weights={"airport": 3})
    ranking = rank(requirements, candidates, draws=1)
    assert "etdz-wanzhou" in order(ranking)
    assert "area-jiangbeizui" in ranking.failed
    assert dict(requirements.describe(dataset, "zh"))["避开"] == ["中心城区（九个区）"]
    assert from_query({"avoid": ["ring"]}, dataset)[1] == ["ring"]  # the data hold no line of the inner ring


def test_a_zone_that_is_to_become_a_national_one_still_operates() -> None:
    dataset = load_dataset(CATALOGUE)
    candidates = Candidates(dataset, TERMS, ProximityIndex(dataset))
    existing = Requirements(openness="existing", weights={"airport": 3})
    assert {"htz-tongliang", "htz-hechuan", "htz-fuling"} <= set(order(rank(existing, candidates, draws=1)))
    assert "bonded-changshou" not in order(rank(existing, candidates, draws=1))
    national = rank(replace(existing, levels=("national",)), candidates, draws=1)
    assert "htz-tongliang" in national.failed


def test_bonded_processing_is_named_by_what_on_the_site_may_do_it() -> None:
    dataset = load_dataset(CATALOGUE)
    candidates = Candidates(dataset, TERMS, ProximityIndex(dataset))
    ranking = rank(Requirements(bonded_making=True, weights={"rail-yard": 3}), candidates, draws=1)
    [hub] = [place for place in ranking.places if place.id == "hub-international-logistics"]
    assert hub.part == Words(zh=dataset.name("bonded-railway-port", "zh"), en=dataset.name("bonded-railway-port", "en"))
    assert hub.on_site == ("rail-yard",)


def test_ground_and_bond_must_be_met_by_one_part(tmp_path: Path) -> None:
    parts = (0.01, ["making"]), (0.4, ["storing", "bonded-storing"])
    zones = [in_parts("split", *parts), park("works", 0.2, grounds=["making"])]
    candidates = made(tmp_path, zones)
    storing = Requirements(grounds=("storing",), bonded_storing=True, weights={"airport": 3})
    assert [place.part.zh for place in rank(storing, candidates).places if place.part] == ["片1"]
    assert order(rank(replace(storing, grounds=("making",)), candidates)) == []


def test_what_is_known_to_some_20_km_is_near_to_nothing(tmp_path: Path) -> None:
    zones = [park("vague", 0.0, position_error_km=20.0), park("exact", 0.1, position_error_km=0.5)]
    ranking = rank(Requirements(weights={"airport": 3}), made(tmp_path, zones))
    assert order(ranking) == ["exact", "vague"]
    assert ranking.places[1].reaches["airport"].km < ranking.places[0].reaches["airport"].km


def test_a_named_product_counts_more_than_its_industry_alone() -> None:
    dataset = load_dataset(CATALOGUE)
    candidates = Candidates(dataset, TERMS, ProximityIndex(dataset))
    batteries = Requirements(industries=("electrical-equipment",), products=("battery",))
    worth = {place.id: place.value for place in rank(batteries, candidates, draws=1).places}
    assert worth["htz-tongliang"] == 1
    assert worth["etdz-chongqing"] == pytest.approx(TERMS.other_product)
    assert candidates.ids.index("municipal-jiangjin") not in candidates.makers_of("battery")  # only signed there
