"""The shortlist document as one value: comparison, reasons, distances, facts, sources and notes as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.catalogue.entries import Lang
from layers.config.branding import Branding, attribution, load_branding
from layers.dataset.dataset import Dataset
from layers.documents.locator_map import LocatorMap, locate
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.i18n.punctuation import clause_separator, list_separator
from layers.i18n.source_text import source_note
from layers.suitability import comparison, distance_table
from layers.suitability.candidates import Candidates
from layers.suitability.comparison_row import ComparisonRow, DistanceRow, grouped, unknown
from layers.suitability.contacts import Contacts
from layers.suitability.explanations import explain, shares, span
from layers.suitability.plots import PlotFilter, Plots
from layers.suitability.query import SuitabilityQuery
from layers.suitability.ranking import DRAWS, Ranked, rank

Row = tuple[str, ...]
PlotRow = tuple[str | int, ...]
FEW = 4  # candidates whose reasons fit in two columns
STATED = ("status_source", "status_now_source", "area_source", "position_source")


@dataclass(frozen=True)
class ShortlistReason:
    """One candidate of the shortlist: its name, rank and interval, explanation, contributions and their sum."""

    name: str
    span: str
    why: str
    shares: tuple[tuple[str, float], ...] = ()
    value: float | None = None


@dataclass(frozen=True)
class Shortlist:
    """All texts of one sheet in one language, with numbers formatted as on the page.

    `facts` and `sources` begin with their row of headings; `link` is "" if the app's URL is unknown. `foot` names on
    every page the document, its date, and the review of the map.
    """

    lang: Lang
    title: str
    requirements: str
    names: tuple[str, ...]
    fields: tuple[ComparisonRow, ...]
    distances: tuple[DistanceRow, ...]
    reasons: tuple[ShortlistReason, ...]
    facts: tuple[Row, ...]
    sources: tuple[Row, ...]
    plots: tuple[PlotRow, ...]
    notes: tuple[str, ...]
    link: str
    locator: LocatorMap
    foot: str
    branding: Branding

    @property
    def numbered(self) -> list[str]:
        """Names with their numbers, as on the map and in table headings, without a line break between the two."""
        return [f"{number}\u00a0{name}" for number, name in enumerate(self.names, start=1)]

    @property
    def groups(self) -> list[tuple[str, list[ComparisonRow]]]:
        """The rows of the comparison under the titles of their groups."""
        return grouped(self.fields, self.lang)

    @property
    def map_note(self) -> str:
        """The notes on the map, with its review line."""
        return say("sheet.map_note", self.lang, approval=self.branding.review(self.lang))

    @property
    def reason_columns(self) -> int:
        """Number of reasons side by side on paper."""
        return 2 if len(self.reasons) <= FEW else 3


def compose(
    suitability_query: SuitabilityQuery,
    candidates: Candidates,
    contacts: Contacts | None,
    lang: Lang,
    link: str = "",
    plots: Plots | None = None,
) -> Shortlist:
    """Compose the sheet for the shortlist of `suitability_query`; `link` is the full URL of the view."""
    dataset, picks = candidates.dataset, suitability_query.picks
    requirements = [
        say("need.said", lang, title=title, values=list_separator(lang).join(values))
        for title, values in suitability_query.requirements.describe(dataset, lang)
    ]
    branding = load_branding()
    chosen = comparison.compare(picks, dataset, lang)
    absent = comparison.absent_sentence(chosen, lang)
    return Shortlist(
        lang=lang,
        title=" · ".join(filter(None, [branding.organisation_in(lang), say("sheet.title", lang)])),
        requirements=clause_separator(lang).join(requirements),
        names=tuple(_name(dataset, pick, lang) for pick in picks),
        fields=chosen.rows,
        distances=tuple(distance_table.distances(picks, candidates.proximity, lang)),
        reasons=tuple(_reasons(suitability_query, candidates, lang)),
        facts=tuple(_facts(picks, dataset, lang)),
        sources=tuple(_sources(picks, dataset, lang)),
        plots=tuple(plot_rows(picks, dataset, plots, lang)),
        notes=(*filter(None, [absent]), *_notes(suitability_query, candidates, contacts, lang)),
        link=link,
        locator=locate(picks, dataset, lang),
        foot=say(
            "sheet.foot",
            lang,
            title=branding.signature(lang),
            date=dataset.catalogue.data_date.isoformat(),
            approval=branding.review(lang),
        ),
        branding=branding,
    )


def _name(dataset: Dataset, pick: str, lang: Lang) -> str:
    return dataset.name(pick, lang)


def _reasons(suitability_query: SuitabilityQuery, candidates: Candidates, lang: Lang) -> list[ShortlistReason]:
    """Return the ranking of each candidate of the shortlist; one that does not qualify has the reason."""
    dataset, requirements = candidates.dataset, suitability_query.requirements
    if not requirements.asks:
        return []
    ranking = rank(requirements, candidates)
    located: dict[str, Ranked] = {place.id: place for place in ranking.places}
    head_of = {name: head for head, names in candidates.names_of.items() for name in names}  # it alone is ranked
    found = []
    for pick in suitability_query.picks:
        name = _name(dataset, pick, lang)
        head = head_of.get(pick, pick)
        if place := located.get(head):
            parts = tuple(shares(place, dataset, lang))
            found.append(
                ShortlistReason(
                    name, span(place, lang), explain(place, requirements, dataset, lang), parts, place.value
                )
            )
            continue
        missed = ranking.failed.get(head, ())
        said = clause_separator(lang).join(failure.sentence(requirements, candidates, head, lang) for failure in missed)
        found.append(ShortlistReason(name, say("sheet.unranked", lang), said or say("sheet.no_candidate", lang)))
    return found


def _facts(picks: Sequence[str], dataset: Dataset, lang: Lang) -> list[Row]:
    keys = ("place", "date", "fact", "publisher", "page_date", "confidence", "address")
    rows = [tuple(say(f"sheet.{key}", lang) for key in keys)]
    for pick in picks:
        rows += [
            (
                _name(dataset, pick, lang),
                fact.date or say("card.undated", lang),
                fact.statement(lang),
                fact.publisher if lang == "zh" else fact.publisher_en,
                fact.page_date,
                say(f"confidence.{fact.confidence}", lang),
                fact.link,
            )
            for fact in dataset.facts.get(pick, ())
        ]
    return rows


def plot_rows(
    picks: Sequence[str], dataset: Dataset, plots: Plots | None, lang: Lang, wanted: PlotFilter | None = None
) -> list[PlotRow]:
    """Return a row of headings and one for each of the operator's plots that fit, place by place; area as a number."""
    heads = ("name", "area", "price", "state", "contact", "date", "source")
    rows: list[PlotRow] = [(say("sheet.place", lang), *(say(f"plots.{head}", lang) for head in heads))]
    for pick in picks:
        for plot in plots.of(pick, wanted) if plots else ():
            area = unknown(lang) if plot.area_m2 is None else round(plot.area_m2)
            price = unknown(lang) if plot.price is None else f"{plot.price:g} {plot.price_unit}"
            contact, state = plot.contact or unknown(lang), say(f"plots.{plot.state}", lang)
            rows.append((_name(dataset, pick, lang), plot.name, area, price, state, contact, plot.date, plot.source))
    return rows


def _sources(picks: Sequence[str], dataset: Dataset, lang: Lang) -> list[Row]:
    """Return the source of each statement: (candidate, statement, source)."""
    fields, catalogue = dataset.catalogue.fields, dataset.catalogue
    rows = [tuple(say(f"sheet.{key}", lang) for key in ("place", "what", "source"))]
    for pick in picks:
        record, name = dataset.record(pick), _name(dataset, pick, lang)
        plan = plan_reference(record["plan_ref"] or "", lang) or say("card.not_in_plan", lang)
        rows.append((name, say("card.plan_ref", lang), f"{catalogue.plan.say(lang)} · {plan}"))
        said = (field for field in STATED if record[field])
        rows.extend((name, fields[field].title.say(lang), source_note(record, field, lang)) for field in said)
        layer = catalogue.layers[record["layer"]]
        rows.append((name, say("sheet.layer", lang), f"{layer.title.say(lang)} · {layer.source}"))
    outlines = [layer for layer in catalogue.layers.values() if layer.role == "base"]
    return [*rows, (say("sheet.map", lang), say("sheet.outlines", lang), attribution(outlines, lang))]


def _notes(
    suitability_query: SuitabilityQuery, candidates: Candidates, contacts: Contacts | None, lang: Lang
) -> list[str]:
    dataset, terms, branding = candidates.dataset, candidates.terms, load_branding()
    half, worst = f"{terms.half_km:g}", f"{terms.unknown_error_km:g}"
    return [
        *comparison.inside(suitability_query.picks, dataset, terms, lang),
        *(
            [say("invest.formula", lang, half=half, worst=worst, draws=DRAWS)]
            if suitability_query.requirements.asks
            else []
        ),
        say("near.note", lang),
        say("sheet.schematic", lang),
        say("sheet.quoted", lang),
        *_operator(suitability_query.picks, dataset, contacts, lang),
        say("sheet.dated", lang, plan=dataset.catalogue.plan.say(lang), date=dataset.catalogue.data_date.isoformat()),
        *filter(None, [branding.organisation_in(lang)]),
        branding.review(lang),
    ]


def _operator(picks: Sequence[str], dataset: Dataset, contacts: Contacts | None, lang: Lang) -> list[str]:
    if contacts is None:
        return [say("invest.no_contacts", lang)]
    notes = [
        say(
            "sheet.operator_note",
            lang,
            place=_name(dataset, pick, lang),
            topic=say(f"contacts.{note.topic}", lang),
            text=note.text,
            source=note.source,
            date=note.date,
        )
        for pick in picks
        for note in contacts.notes.get(pick, ())
    ]
    return [say("invest.operator", lang), *notes]
