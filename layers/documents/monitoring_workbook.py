"""Write the monitoring table as XLSX and CSV, each value with its source, without live formulas."""

from __future__ import annotations

import pandas as pd

from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.formats import spreadsheet
from layers.formats.spreadsheet import HEADING_LINE, Sheet, frame_to_csv
from layers.i18n.messages import say
from layers.monitoring import table as tables
from layers.monitoring import verdict
from layers.monitoring.indicators import Monitoring
from layers.monitoring.user_values import UserValues

WIDEST = 60  # characters of a column


def sheets(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> dict[str, pd.DataFrame]:
    """Return title → table: the monitoring table, every value with its source, the rules and definitions."""
    return {
        say("indicators.sheet_overview", lang): _overview(monitoring, own, lang),
        say("indicators.sheet_values", lang): all_values(monitoring, own, lang),
        say("indicators.sheet_notes", lang): notes(monitoring, lang),
    }


def _overview(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> pd.DataFrame:
    """Return the monitoring table, the verdict on each target of 2025 at its end."""
    verdicts = [verdict.sentence(monitoring, indicator.no, lang) for indicator in monitoring.indicators]
    return tables.overview(monitoring, own, lang).assign(**{say("verdict.title", lang): verdicts})


def all_values(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> pd.DataFrame:
    """Return one table of the values of all indicators, with number, title and unit in front."""
    parts = []
    for indicator in monitoring.indicators:
        part = tables.values(monitoring, indicator.no, own, lang)
        part.insert(0, say("indicators.col_no", lang), str(indicator.no))
        part.insert(1, say("indicators.col_title", lang), indicator.title.say(lang))
        part.insert(2, say("indicators.col_unit", lang), indicator.unit.say(lang))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def notes(monitoring: Monitoring, lang: Lang) -> pd.DataFrame:
    """Return the source, the rules of assessment and the definition of each indicator."""
    catalogue = load_catalogue()
    rows = [
        (say("indicators.note_plan", lang), catalogue.plan.say(lang)),
        (say("indicators.note_date", lang), catalogue.data_date.isoformat()),
        (say("indicators.rules", lang), say("indicators.rules_text", lang)),
    ]
    for indicator in monitoring.indicators:
        title = f"{indicator.no} {indicator.title.say(lang)}"
        rows.append((title, indicator.definition.say(lang)))
        if indicator.glued:
            rows.append((title, indicator.glued.why.say(lang)))
    columns = [say("indicators.col_subject", lang), say("indicators.col_note", lang)]
    return pd.DataFrame(rows, columns=columns)


def to_csv(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> bytes:
    """Write all values with their sources as CSV: UTF-8 with BOM for spreadsheets, without live formulas."""
    return frame_to_csv(all_values(monitoring, own, lang))


def to_xlsx(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> bytes:
    """Return the sheets as an Excel file; all cells are text as the page shows it, headings stay in view."""
    return spreadsheet.to_xlsx({title: _sheet(table) for title, table in sheets(monitoring, own, lang).items()})


def _sheet(table: pd.DataFrame) -> Sheet:
    columns = [[str(name), *map(str, cells)] for name, cells in table.items()]
    widths = [min(max(map(_width, texts)) + 2, WIDEST) for texts in columns]
    return Sheet(list(zip(*columns, strict=True)), widths, HEADING_LINE, for_print=False)


def _width(text: str) -> int:
    """Return how many characters wide a text is; a Chinese one is about two wide."""
    return len(text.encode("gb18030", "replace"))
