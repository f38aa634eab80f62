"""Layers that a visitor brought: held in the session only, never on disk, never shared."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from geo_app.server.upload_memory import Claim
from geo_app.state import planning_cache, session
from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.documents.quality_report import QualityReport
from layers.i18n.findings import Finding, RefusedError
from layers.ingest.column_roles import Columns
from layers.ingest.layer import ImportedLayer, ReadOptions
from layers.ingest.read import read_layer_with
from layers.quality.layer import CheckedLayer, Correction, from_imported
from layers.quality.layer_filter import LayerFilter
from layers.quality.run import OnStep, QualityResult, run_checks
from layers.web_map.uploaded_layer import NAMED, PackedLayer, drawn

TOPIC, PENDING, REFUSED, NEXT = session.private_topic("own-layer"), "own-pending", "own-refused", "own-next"
SELECTED = (
    "own-looked"  # the feature looked at, as secret of its layer, its row, and the row that its table begins with
)
ANSWER = "own-answer"  # what "where next?" worked out from a layer
MOST = 3  # a layer of 50 MB is some 150 MB in memory


@dataclass(frozen=True)
class Upload:
    """A file as it came, with what its reader is told."""

    name: str
    content: bytes
    options: ReadOptions = field(default_factory=ReadOptions)
    claim: Claim | None = field(default=None, compare=False, repr=False)  # counts the content while anybody has it


@dataclass(frozen=True, eq=False)
class UploadedLayer:
    """A layer that was read, as it stands now: corrected or not, cut or not.

    Attributes
    ----------
    original
        As read, for undoing.
    secret
        Goes into what is sent to the map, so that its address cannot be guessed.
    number
        Counts the files of the session: controls of one layer are not those of another.
    """

    upload: Upload
    imported: ImportedLayer
    original: CheckedLayer
    layer: CheckedLayer
    secret: str
    number: int = 0
    cut: LayerFilter = field(default_factory=LayerFilter)
    results: list[QualityResult] = field(default_factory=list)  # once it is there, the one judgement of this subject
    reports: dict[Lang, QualityReport] = field(default_factory=dict)  # as the page shows them, by language

    @cached_property
    def drawn(self) -> PackedLayer:
        """What the map is sent."""
        names = self.layer.titles if len(self.layer.frame) <= NAMED else ()  # more do not travel
        return drawn(self.layer.geometries, names, title=self.layer.name, secret=self.secret)

    def preview(self, correction: Correction) -> PackedLayer:
        """Return where a correction would put the layer, for the map."""
        moved = self.layer.corrected(correction)
        return drawn(moved.geometries, (), title=self.layer.name, role="preview", secret=self.secret)

    def judgement(self, on_step: OnStep | None = None) -> QualityResult:
        """Return what all checks find, worked out once."""
        if not self.results:
            self.results.append(run_checks(self.layer, planning_cache.district_index(), on_step=on_step))
        return self.results[0]

    def mask(self) -> Mask:
        """Return which features the visitor's filter keeps; all before the layer is judged."""
        if self.cut == LayerFilter() or not self.results:
            return np.ones(len(self.layer.frame), dtype=bool)
        return self.cut.apply(self.layer, self.results[0], planning_cache.district_index())

    def changed(self, layer: CheckedLayer) -> UploadedLayer:
        """Return the layer with another subject: it is judged and drawn anew."""
        return replace(self, layer=layer, results=[], reports={})


def uploaded_layers() -> tuple[UploadedLayer, ...]:
    """Return the visitor's layers, oldest first."""
    found: tuple[UploadedLayer, ...] | None = session.get(TOPIC)
    return found or ()


def is_full() -> bool:
    """Whether one has to go before another comes."""
    return len(uploaded_layers()) >= MOST


def current() -> UploadedLayer | None:
    """Return the layer that is looked at: the last one."""
    return uploaded_layers()[-1] if uploaded_layers() else None


def filled() -> UploadedLayer | None:
    """Return the layer that is looked at where it has any features: without, there is nothing to check or to take."""
    one = current()
    return one if one and len(one.layer.frame) else None


def take(name: str, content: bytes) -> None:
    """Lay a file down to be read in the run that follows, where its progress can be shown."""
    session.set_default(REFUSED, None)
    session.set_default(PENDING, Upload(name, content, claim=session.claim(content)))
    session.forget_upload(TOPIC)


def read_pending(on_progress: Callable[[float], None]) -> bool:
    """Read the file that lies there; what is held stays where it is refused. Returns whether anything lay there."""
    upload: Upload | None = session.get(PENDING)
    if upload is None:
        return False
    session.set_default(PENDING, None)
    try:
        imported = read_layer_with(upload.name, upload.content, upload.options, on_progress=on_progress)
    except RefusedError as refusal:
        session.set_default(REFUSED, (upload, refusal.findings))
        return True
    layer = from_imported(imported, planning_cache.district_index())
    others = tuple(each for each in uploaded_layers() if each.upload.content is not upload.content)
    number = 1 + max((each.number for each in uploaded_layers()), default=0)
    new = UploadedLayer(upload, imported, layer, layer, secrets.token_urlsafe(16), number)
    if len(others) >= MOST:  # a file put in while another was read
        return True
    session.set_default(TOPIC, (*others, new))
    session.set_default(REFUSED, None)
    return True


def refused() -> tuple[Upload, tuple[Finding, ...]] | None:
    """Return the file that was refused last, and why."""
    found: tuple[Upload, tuple[Finding, ...]] | None = session.get(REFUSED)
    return found


def read_again(upload: Upload, options: ReadOptions) -> None:
    """Lay a file down again with other things told."""
    session.accept(PENDING, replace(upload, options=options))


def dismiss() -> None:
    """Forget what was refused."""
    session.accept(REFUSED, None)


def choose(number: int) -> None:
    """Look at layer `number`: it becomes the last."""
    layers = uploaded_layers()
    session.accept(TOPIC, (*layers[:number], *layers[number + 1 :], layers[number]))


def select(number: int, row: int) -> None:
    """Look at a feature of layer `number`, or of the last one where that shows two states: its table begins with it."""
    number = min(number, len(uploaded_layers()) - 1)
    if not (0 <= number and 0 <= row < len(uploaded_layers()[number].layer.frame)):  # the layer was removed meanwhile
        return
    if number < len(uploaded_layers()) - 1:
        choose(number)
    session.set_default(SELECTED, (uploaded_layers()[-1].secret, row, row))


def select_row(row: int | None) -> None:
    """Look at another feature of the layer looked at, or at none; the table stays in its order."""
    session.set_default(SELECTED, None if row is None else (uploaded_layers()[-1].secret, row, first()))


def selected_row() -> int | None:
    """Return the row of the feature looked at, in the layer looked at."""
    return _selected()[1]


def first() -> int | None:
    """Return the row that the table begins with, where one was chosen on the map."""
    return _selected()[2]


def _selected() -> tuple[str, int | None, int | None]:
    found: tuple[str, int, int | None] | None = session.get(SELECTED)
    return found if found and uploaded_layers() and found[0] == uploaded_layers()[-1].secret else ("", None, None)


def remove() -> None:
    """Remove the layer looked at, and all that is known of it."""
    session.set_default(ANSWER, None)
    session.accept(TOPIC, uploaded_layers()[:-1])


def correct(correction: Correction) -> None:
    """Put the coordinates of the layer right, as its owner says."""
    _change(lambda one: one.changed(one.layer.corrected(correction)))


def undo() -> None:
    """Take the layer as it was read; what its columns hold stays."""
    _change(lambda one: one.changed(one.original.with_columns(one.layer.columns)))


def name_columns(columns: Columns) -> None:
    """Say what the columns hold."""
    _change(lambda one: one.changed(one.layer.with_columns(columns)))


def cut(by: LayerFilter) -> None:
    """Keep another part of the layer."""
    _change(lambda one: replace(one, cut=by))


def _change(make: Callable[[UploadedLayer], UploadedLayer]) -> None:
    layers = uploaded_layers()
    session.accept(TOPIC, (*layers[:-1], make(layers[-1])))
