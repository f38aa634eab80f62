"""Read a CSV table row by row into a model, each bad row a fault named by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import TypeVar

from pydantic import ValidationError

from layers.catalogue.entries import Model
from layers.dataset.layer_faults import DataError, layer_fault

Row = TypeVar("Row", bound=Model)


def read_rows(
    content: bytes, table: str, model: type[Row], complaints: Callable[[Row], Iterator[str]] = lambda _: iter(())
) -> list[Row]:
    """Return the rows of `table`, in their order.

    Parameters
    ----------
    complaints
        Yields what else is wrong with a row, beyond what its model forbids.

    Raises
    ------
    DataError
        With one fault for each bad row, or the one fault of a file that is no table.
    """
    try:
        raw = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError([layer_fault(table, "not-a-table", detail={"file": f"{table}.csv"})]) from error
    rows, faults = [], []
    for line, values in enumerate(raw, start=2):
        try:
            row = model.model_validate(values)
        except ValidationError as error:
            details = ["; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())]
        else:
            rows.append(row)
            details = list(complaints(row))
        faults += [layer_fault(table, "bad-row", str(line), {"detail": detail}) for detail in details]
    if faults:
        raise DataError(faults)
    return rows
