"""The planner's tables for readers: matrix, coverage by district, corridor access, with titles for codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from layers.catalogue.entries import DistrictVintage, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.planning.corridor_access import CorridorAccess
from layers.planning.coverage import Coverage
from layers.planning.matrix import NOWHERE, OUTSIDE, Matrix


def place_title(dataset: Dataset, code: str, lang: Lang, district_vintage: DistrictVintage) -> str:
    """Return the title of a row of the matrix."""
    if code in {OUTSIDE, NOWHERE}:
        return say("matrix.outside" if code == OUTSIDE else "matrix.nowhere", lang)
    if code in dataset.catalogue.regions:
        return dataset.catalogue.regions[code].short.say(lang)
    return dataset.vocabulary("districts" if district_vintage == "38" else "districts_2025")[code].title.say(lang)


def column_title(dataset: Dataset, code: str, lang: Lang) -> str:
    """Return the title of a platform type or a kind."""
    known = dataset.catalogue.types if code in dataset.catalogue.types else dataset.catalogue.kinds
    return known[code].title.say(lang)


def cell_text(have: int, due: int) -> str:
    """Return the text of a cell of the matrix: existing features, and those promised beside them."""
    return f"{have} +{due}" if due else str(have)


def matrix_texts(matrix: Matrix, columns: Sequence[str]) -> pd.DataFrame:
    """Return the selected columns as texts, by codes: one row a place, then the total under ""."""
    use = [matrix.columns.index(code) for code in columns]
    have = np.vstack([matrix.standing[:, use], matrix.total[use]])
    due = np.vstack([matrix.promised[:, use], matrix.total_promised[use]])
    rows = zip(have.tolist(), due.tolist(), strict=True)
    texts = [[cell_text(*pair) for pair in zip(*row, strict=True)] for row in rows]
    return pd.DataFrame(texts, index=[*matrix.places, ""], columns=list(columns))


def matrix_counts(matrix: Matrix, dataset: Dataset, lang: Lang, district_vintage: DistrictVintage) -> pd.DataFrame:
    """Return the whole matrix as numbers for a file: one row a place and column, with every status then and now."""
    fields = dataset.catalogue.fields
    heads = {"then": fields["status"].title.say(lang), "now": fields["status_now"].title.say(lang)}
    rows = []
    for p, place in enumerate(matrix.places):
        for c, column in enumerate(matrix.columns):
            row: dict[str, object] = {
                say("planning.place", lang): place_title(dataset, place, lang, district_vintage),
                say("matrix.column", lang): column_title(dataset, column, lang),
                say("matrix.there", lang): int(matrix.standing[p, c]),
                say("layout_of.plan", lang): int(matrix.standing[p, c] + matrix.promised[p, c]),
            }
            for key, tables in (("then", matrix.then), ("now", matrix.now)):
                names = dataset.vocabulary("status" if key == "then" else "status_now")
                for code, counts in tables.items():
                    title = names[code].title.say(lang) if code else say("legend.no_status", lang)
                    row[f"{heads[key]}: {title}"] = int(counts[p, c])
            rows.append(row)
    return pd.DataFrame(rows)


def coverage_table(
    coverage: Coverage, dataset: Dataset, lang: Lang, own: Mapping[str, Sequence[float]]
) -> pd.DataFrame:
    """Return one row a district: area, covered share in per cent with both bounds, and the uploaded figures."""
    areas, share = coverage.areas, (coverage.share * 100).round(1)
    columns: dict[str, Sequence[object]] = {
        say("planning.place", lang): [name.say(lang) for name in areas.names],
        say("coverage.region", lang): [dataset.catalogue.regions[code].short.say(lang) for code in areas.regions],
        say("coverage.area", lang): areas.area_km2.round(0).tolist(),
        say("coverage.covered", lang): share[1].tolist(),
        say("coverage.at_least", lang): share[0].tolist(),
        say("coverage.at_most", lang): share[2].tolist(),
    }
    return pd.DataFrame({**columns, **own})


def fit_table(fit: CorridorAccess, dataset: Dataset, lang: Lang) -> pd.DataFrame:
    """Return one row a point of a platform, the farthest from any boarding point first."""
    features, name = dataset.features, f"name_{lang}"
    title = {str(code): str(text) for code, text in features[name].items()}
    order = np.argsort(-np.nan_to_num(fit.node_km, nan=np.inf), kind="stable")
    sites = fit.sites
    rows = [
        {
            say("fit.name", lang): sites.names[n].say(lang),
            say("fit.kind", lang): dataset.catalogue.kinds[str(sites.kinds[n])].title.say(lang),
            say("fit.node", lang): _node_title(fit, n, dataset, lang),
            say("fit.node_km", lang): round(float(fit.node_km[n]), 1),
            say("fit.error", lang): round(float(fit.node_error_km[n]), 1),
            say("fit.line", lang): _line_title(fit, n, title, lang),
            say("fit.line_km", lang): round(float(fit.line_km[n]), 1),
        }
        for n in order
    ]
    return pd.DataFrame(rows, index=sites.ids[order])


def _node_title(fit: CorridorAccess, n: int, dataset: Dataset, lang: Lang) -> str:
    node, mode = fit.node[n], dataset.catalogue.modes.get(fit.node_mode[n])
    if node is None or mode is None:
        return "" if node is None else node.say(lang)
    return say("fit.node_at", lang, name=node.say(lang), mode=mode.title.say(lang))


def _line_title(fit: CorridorAccess, n: int, title: Mapping[str, str], lang: Lang) -> str:
    text = title.get(fit.line[n], "")
    return f"{text} · {say('fit.schematic', lang)}" if fit.line_schematic[n] else text
