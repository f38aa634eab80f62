"""`rank`: the places that suit a need which a file states, in the words of the investor's page."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import click
from pydantic import Field, ValidationError

from layers.catalogue.entries import Code, Lang, Model
from layers.cli.console import FILE, REJECTED, counted, read_input, say_json
from layers.cli.planning_options import open_ground
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.suitability.candidates import Candidates
from layers.suitability.explanations import explain, span
from layers.suitability.need_text import understand
from layers.suitability.presets import load_presets
from layers.suitability.ranking import Ranked, Ranking, rank
from layers.suitability.requirements import Requirements, from_query
from layers.text.bounded_toml import TomlError, read_toml

SHOWN = 10  # places printed without --json
Codes = tuple[str, ...]
Km = Annotated[int, Field(ge=1)]


class NeedFile(Model):
    """The keys of a need's file; each stands for the key of the page's address that `KEYS` names."""

    text: str = ""
    lang: Lang = "zh"
    functions: Codes = ()
    industries: Codes = ()
    products: Codes = ()
    ground: Codes = ()
    modes: Codes = ()
    must: Codes = ()
    within: Mapping[Code, Km] = Field(default_factory=dict)
    near: Mapping[Code, int] = Field(default_factory=dict)
    inside: Codes = ()
    outside: Codes = ()
    avoid: str = ""
    area_min: Annotated[float, Field(ge=0)] = 0
    level: Codes = ()
    sector: Codes = ()
    openness: str = ""
    now: Codes = ()
    wide: bool = False

    def query(self) -> dict[str, list[str]]:
        """Return the keys of the address for the keys that are set."""
        found: dict[str, list[str]] = {}
        for name, key in KEYS.items():
            value = getattr(self, name)
            if isinstance(value, Mapping):
                found[key] = [f"{code}:{number}" for code, number in value.items()]
            elif isinstance(value, tuple):
                found[key] = list(value)
            else:
                found[key] = ["yes" if value is True else value if isinstance(value, str) else f"{value:g}"]
            if not value:
                del found[key]
        return found


KEYS = {  # key of the file → key of the page's address
    "functions": "fn", "industries": "ind", "products": "product", "ground": "ground", "modes": "mode", "must": "must",
    "within": "within", "near": "w", "inside": "in", "outside": "out", "avoid": "avoid", "area_min": "area_min",
    "level": "level", "sector": "sector", "openness": "open", "now": "is", "wide": "wide",
}  # fmt: skip


@click.command("rank")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with every place.")
@click.option("--explain", "explained", is_flag=True, help="Say why each place stands where it does.")
def rank_places(file: Path, *, as_json: bool, explained: bool) -> None:
    """Rank the places that suit the need in FILE (TOML), as the page does. Exit code 1: none does, or a faulty file.

    The keys of FILE are those of docs/command-line.md; - reads standard input.

    Example: python -m layers rank need.toml --explain
    """
    dataset, proximity = (context := open_ground()).dataset, context.proximity
    requirements, not_understood = _read(file, dataset)
    candidates = Candidates(dataset, load_presets(), proximity)
    ranking = rank(requirements, candidates)
    if as_json:
        say_json(_as_json(requirements, ranking, candidates, not_understood, explained=explained))
    else:
        _print(requirements, ranking, candidates, explained=explained)
    sys.exit(0 if ranking.places else REJECTED)


def _read(file: Path, dataset: Dataset) -> tuple[Requirements, list[str]]:
    """Read a need; end the command with a sentence for each fault. Return what its text said that nobody understood."""
    name, content = read_input(file)
    try:
        need = NeedFile.model_validate(read_toml(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{name}: the text is not UTF-8") from error
    except TomlError as error:
        raise click.ClickException(f"{name}: {error}") from error
    except ValidationError as error:
        faults = [f"{name}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        known = f"the keys are: {', '.join(NeedFile.model_fields)}"
        raise click.ClickException("\n".join([*faults, known])) from error
    query, not_understood = need.query(), list[str]()
    if need.text:
        understood = understand(need.text, need.lang, dataset.catalogue, dataset.vocabulary("districts"))
        query = {**{key: list(values) for key, values in understood.offered.items()}, **query}
        not_understood = list(understood.unknown)
        for word in understood.no_data:
            click.echo(f"understood, but no data to judge by: {word}", err=True)
        for word in not_understood:
            click.echo(f"not understood: {word}", err=True)
    requirements, dropped = from_query(query, dataset)
    if dropped:
        raise click.ClickException(f"{name}: not known: {', '.join(dropped)}; see docs/command-line.md for the codes")
    if not requirements.asks:
        raise click.ClickException(f"{name}: nothing to rank by: say functions, industries, modes or near")
    return requirements, not_understood


def _print(requirements: Requirements, ranking: Ranking, candidates: Candidates, *, explained: bool) -> None:
    dataset = candidates.dataset
    for title, values in requirements.describe(dataset, "en"):
        click.echo(f"{title}: {', '.join(values)}")
    for field, codes in ranking.unknown_words.items():
        titles = ", ".join(dataset.vocabulary(field)[code].title.en for code in codes)
        click.echo(f"not counted, because no source names it for any of these places: {titles}", err=True)
    if ranking.is_by_distance_alone:
        click.echo(f"{say('rank.unknown_words', 'en')}", err=True)
    for place in ranking.places[:SHOWN]:
        name = f"{dataset.name(place.id, 'zh')} / {dataset.name(place.id, 'en')}"
        click.echo(f"{place.rank:>3}  {place.value:.3f}  {name} ({place.id}); {span(place, 'en')}")
        if explained:
            click.echo(f"     {explain(place, requirements, dataset, 'en')}")
    more = len(ranking.places) - SHOWN
    hidden = f", {more} not shown" if more > 0 else ""
    click.echo(f"{counted(len(ranking.places), 'place')} ranked{hidden}")
    click.echo(f"{len(ranking.failed)} miss a must-have, {len(ranking.undetermined)} of them for want of knowledge")


def _as_json(
    requirements: Requirements, ranking: Ranking, candidates: Candidates, not_understood: list[str], *, explained: bool
) -> dict[str, Any]:
    dataset = candidates.dataset
    places = [_place(place, requirements, dataset, explained=explained) for place in ranking.places]
    others = [
        {
            "id": name,
            **_names(name, dataset),
            "undetermined": name in ranking.undetermined,
            "musts": [unmet.must for unmet in missed],
            **{
                f"why_{lang}": [unmet.sentence(requirements, candidates, name, lang) for unmet in missed]
                for lang in ("zh", "en")
            },
        }
        for name, missed in ranking.failed.items()
    ]
    return {
        "edition": dataset.version,
        "need": requirements.to_query(dataset),
        "basis": list(ranking.basis),
        "unknown_words": {field: list(codes) for field, codes in ranking.unknown_words.items()},
        "not_understood": not_understood,
        "unmeasured": list(ranking.unmeasured),
        "places": places,
        "others": others,
    }


def _names(name: str, dataset: Dataset) -> dict[str, str]:
    return {"name_zh": dataset.name(name, "zh"), "name_en": dataset.name(name, "en")}


def _place(place: Ranked, requirements: Requirements, dataset: Dataset, *, explained: bool) -> dict[str, Any]:
    why = {f"why_{lang}": explain(place, requirements, dataset, lang) for lang in ("zh", "en")} if explained else {}
    return {
        "rank": place.rank,
        "low": place.low,
        "high": place.high,
        "certain": place.is_certain,
        "id": place.id,
        **_names(place.id, dataset),
        "same_place": list(place.names[1:]),
        "part": place.part.model_dump() if place.part else None,
        "value": round(place.value, 6),
        "shares": {code: round(share, 6) for code, share in place.parts.items()},
        "distances": {
            code: {
                "to": reach.feature,
                "km": round(reach.km, 3),
                "error_km": reach.error_km,
                "on_site": code in place.on_site,
            }
            for code, reach in place.reaches.items()
        },
        "has": {field: list(codes) for field, codes in place.has.items()},
        "lacks": {field: list(codes) for field, codes in place.lacks.items()},
        "sources": {code: list(kinds) for code, kinds in place.sources.items()},
        "unknowns": list(place.unknowns),
        **why,
    }
