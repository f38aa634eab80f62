"""The attribute table: one row a feature, in the frame's order, with titles for codes and text for lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from layers.catalogue.entries import FieldSpec, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.i18n.punctuation import list_separator
from layers.i18n.source_text import readable_source
from layers.query.titles import RANKED, field_titles


def choosable(dataset: Dataset) -> list[str]:
    """Return the shared fields that a visitor may choose as columns."""
    hidden = {"name_zh", "name_en", "summary_zh", "summary_en", "parts"}
    return [name for name in dataset.catalogue.fields if name not in hidden]


def readable(dataset: Dataset, lang: Lang, *, remarks: bool = True) -> pd.DataFrame:
    """Return all features, one column a field under the field's own name, codes as titles in language `lang`.

    Parameters
    ----------
    remarks
        Whether sources keep the editors' remarks on how they were seen: in a download yes, on a page no.

    Returns
    -------
    DataFrame
        Indexed by id; `name` comes first. An unknown value is "" in text columns and NaN in number columns.
    """
    features, fields = dataset.features, dataset.catalogue.fields
    columns: dict[str, Any] = {"name": features[f"name_{lang}"].astype(str)}
    for field in choosable(dataset):
        columns[field] = _column(dataset, field, fields[field], lang)
    table = pd.DataFrame(columns, index=features.index)
    sources = [] if remarks else [name for name in columns if name.endswith("_source")]
    return table.assign(**{name: table[name].map(readable_source) for name in sources})


def heading(spec: FieldSpec, lang: Lang) -> str:
    """Return a field's title with its unit."""
    return f"{spec.title.say(lang)} ({spec.unit})" if spec.unit else spec.title.say(lang)


def _column(dataset: Dataset, name: str, spec: FieldSpec, lang: Lang) -> pd.Series[Any]:
    values = dataset.features[name]
    if spec.value == "number":
        return pd.Series([np.nan if value is None else value for value in values], index=values.index, dtype=float)
    if spec.value == "flag":
        return values.map(lambda value: "" if value is None else say(f"table.{str(value).lower()}", lang)).astype(str)
    if name == "plan_ref":
        return values.map(lambda value: plan_reference(value or "", lang)).astype(str)
    if spec.vocabulary is None:
        return values.map(lambda value: _text(value, lang)).astype(str)
    if name in RANKED:
        records = (dataset.record(str(feature)) for feature in values.index)
        return pd.Series([field_titles(r, name, dataset, lang) for r in records], index=values.index, dtype=str)
    titles = {code: entry.title.say(lang) for code, entry in dataset.vocabulary(name).items()}
    lists = ([value] if not isinstance(value, list) else value for value in values)
    texts = [list_separator(lang).join(titles.get(code, "") for code in codes if code is not None) for codes in lists]
    return pd.Series(texts, index=values.index, dtype=str)


def _text(value: object, lang: Lang) -> str:
    if isinstance(value, list):  # aliases: those in Latin letters are spellings for searching
        return list_separator(lang).join(text for text in map(str, value) if not text.isascii() or text.isupper())
    return "" if value is None else str(value)
