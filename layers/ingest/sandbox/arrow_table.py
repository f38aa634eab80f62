"""Convert the sandbox's answer, an Arrow table with WKB, to a table and shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from layers.formats.column_names import free_name
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import RawLayer
from layers.ingest.limits import Limits
from layers.ingest.sandbox.worker_pool import SandboxReply, worker_pool


class CurvedError(Exception):
    """Exception for curves, which must be linearised first."""


def to_raw_layer(answer: SandboxReply, collector: FindingCollector, limits: Limits) -> RawLayer:
    """Convert an answer to a raw layer; the caller adds reference system and encoding.

    Raises
    ------
    CurvedError
        If the shapes must be requested again, linearised.
    RefusedError
        If the answer is malformed or exceeds the limits.
    """
    try:
        with pa.ipc.open_stream(answer.content) as stream:
            table = stream.read_all()
        table.validate(full=True)  # the file may have taken over the worker
        wkb = table.column(answer.geometry).to_numpy()
    except (pa.ArrowException, KeyError, OSError):
        collector.reject("unreadable")
    if table.num_rows > limits.features:
        collector.reject("too-many-features", limit=limits.features)
    if table.num_columns > limits.columns:
        collector.reject("too-many-columns", limit=limits.columns)
    if table.num_rows * table.num_columns > limits.cells:
        collector.reject("too-many-cells", limit=limits.cells)
    try:
        shapes = np.asarray(shapely.from_wkb(wkb, on_invalid="fix"), dtype=object)
    except NotImplementedError as error:
        raise CurvedError from error
    broken = np.flatnonzero(shapely.is_missing(shapes) & np.array([item is not None for item in wkb], dtype=bool))
    collector.add_rows("shape-unreadable", "warning", broken)
    if heights := int(shapely.has_z(shapes).sum()):
        collector.add("heights-dropped", "warning", count=heights)
    frame = _frame(table.drop_columns([answer.geometry]), collector)
    return RawLayer(frame, shapes, "", None, answer.layer, answer.layers)


def repair_in_sandbox(shapes: NDArray[np.object_], collector: FindingCollector, limits: Limits) -> NDArray[np.object_]:
    """Repair invalid shapes in the sandbox, under its time limit; a shape without a repair becomes None.

    Raises
    ------
    RefusedError
        If the repair takes too long.
    """
    sink = pa.BufferOutputStream()
    table = pa.table({"wkb": pa.array(shapely.to_wkb(shapes), pa.binary())})
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    answer = worker_pool(limits).ask({"format": "repair"}, sink.getvalue().to_pybytes(), collector)
    made = to_raw_layer(answer, collector, limits).shapes
    if len(made) != len(shapes) or not shapely.is_valid(made[~shapely.is_missing(made)]).all():
        collector.reject("unreadable")
    return made


def _frame(table: pa.Table, collector: FindingCollector) -> pd.DataFrame:
    columns: dict[str, pd.Series[Any]] = {}
    for name, values in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_binary(values.type) or pa.types.is_large_binary(values.type):
            collector.add("column-binary", "warning", column=name)
            continue
        free = name if name != "geometry" else free_name(name, table.column_names)
        columns[free if free not in columns else free_name(free, columns)] = _series(values)
    return pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows))


def _series(values: pa.ChunkedArray) -> pd.Series[Any]:
    if values.null_count and pa.types.is_integer(values.type):
        return pd.Series(values.to_pandas(integer_object_nulls=True), dtype="Int64")
    if values.null_count and pa.types.is_boolean(values.type):
        return pd.Series(values.to_pandas(), dtype="boolean")
    found: pd.Series[Any] = values.to_pandas(date_as_object=False)
    return found
