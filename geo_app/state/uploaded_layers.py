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
from layers.catalogue.models import Lang
from layers.documents.quality_report import Report
from layers.ingest.findings import Finding, RefusedError
from layers.ingest.layer import Brought, Told
from layers.ingest.read import bring_told
from layers.quality.column_roles import Columns
from layers.quality.layer import Correction, Subject, of_brought
from layers.quality.layer_filter import OwnFilter
from layers.quality.run import Judgement, Step, judge
from layers.web_map.uploaded_layer import NAMED, Drawn, drawn

TOPIC, PENDING, REFUSED, NEXT = session.own("own-layer"), "own-pending", "own-refused", "own-next"
LOOKED = "own-looked"  # the feature looked at, as secret of its layer, its row, and the row that its table begins with
ANSWER = "own-answer"  # what "where next?" worked out from a layer
MOST = 3  # a layer of 50 MB is some 150 MB in memory


@dataclass(frozen=True)
class Upload:
    """A file as it came, with what its reader is told."""

    name: str
    content: bytes
    told: Told = field(default_factory=Told)
    claim: Claim | None = field(default=None, compare=False, repr=False)  # counts the content while anybody has it


@dataclass(frozen=True, eq=False)
class Held:
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
    brought: Brought
    original: Subject
    subject: Subject
    secret: str
    number: int = 0
    cut: OwnFilter = field(default_factory=OwnFilter)
    judged: list[Judgement] = field(default_factory=list)  # once it is there, the one judgement of this subject
    reports: dict[Lang, Report] = field(default_factory=dict)  # as the page shows them, by language

    @cached_property
    def drawn(self) -> Drawn:
        """What the map is sent."""
        names = self.subject.titles if len(self.subject.frame) <= NAMED else ()  # more do not travel
        return drawn(self.subject.geometries, names, title=self.subject.name, secret=self.secret)

    def preview(self, correction: Correction) -> Drawn:
        """Return where a correction would put the layer, for the map."""
        moved = self.subject.corrected(correction)
        return drawn(moved.geometries, (), title=self.subject.name, role="preview", secret=self.secret)

    def judgement(self, step: Step | None = None) -> Judgement:
        """Return what all checks find, worked out once."""
        if not self.judged:
            self.judged.append(judge(self.subject, planning_cache.outlines(), step=step))
        return self.judged[0]

    def kept(self) -> Mask:
        """Return which features the visitor's filter keeps; all before the layer is judged."""
        if self.cut == OwnFilter() or not self.judged:
            return np.ones(len(self.subject.frame), dtype=bool)
        return self.cut.apply(self.subject, self.judged[0], planning_cache.outlines())

    def changed(self, subject: Subject) -> Held:
        """Return the layer with another subject: it is judged and drawn anew."""
        return replace(self, subject=subject, judged=[], reports={})


def held() -> tuple[Held, ...]:
    """Return the visitor's layers, oldest first."""
    found: tuple[Held, ...] | None = session.kept(TOPIC)
    return found or ()


def is_full() -> bool:
    """Whether one has to go before another comes."""
    return len(held()) >= MOST


def current() -> Held | None:
    """Return the layer that is looked at: the last one."""
    return held()[-1] if held() else None


def filled() -> Held | None:
    """Return the layer that is looked at where it has any features: without, there is nothing to check or to take."""
    one = current()
    return one if one and len(one.subject.frame) else None


def take(name: str, content: bytes) -> None:
    """Lay a file down to be read in the run that follows, where its progress can be shown."""
    session.remember(REFUSED, None)
    session.remember(PENDING, Upload(name, content, claim=session.claim(content)))
    session.forget_upload(TOPIC)


def read_pending(tell: Callable[[float], None]) -> bool:
    """Read the file that lies there; what is held stays where it is refused. Returns whether anything lay there."""
    upload: Upload | None = session.kept(PENDING)
    if upload is None:
        return False
    session.remember(PENDING, None)
    try:
        brought = bring_told(upload.name, upload.content, upload.told, tell=tell)
    except RefusedError as refusal:
        session.remember(REFUSED, (upload, refusal.findings))
        return True
    subject = of_brought(brought, planning_cache.outlines())
    others = tuple(each for each in held() if each.upload.content is not upload.content)
    number = 1 + max((each.number for each in held()), default=0)
    new = Held(upload, brought, subject, subject, secrets.token_urlsafe(16), number)
    if len(others) >= MOST:  # a file put in while another was read
        return True
    session.remember(TOPIC, (*others, new))
    session.remember(REFUSED, None)
    return True


def refused() -> tuple[Upload, tuple[Finding, ...]] | None:
    """Return the file that was refused last, and why."""
    found: tuple[Upload, tuple[Finding, ...]] | None = session.kept(REFUSED)
    return found


def read_again(upload: Upload, told: Told) -> None:
    """Lay a file down again with other things told."""
    session.keep(PENDING, replace(upload, told=told))


def dismiss() -> None:
    """Forget what was refused."""
    session.keep(REFUSED, None)


def choose(number: int) -> None:
    """Look at layer `number`: it becomes the last."""
    layers = held()
    session.keep(TOPIC, (*layers[:number], *layers[number + 1 :], layers[number]))


def look(number: int, row: int) -> None:
    """Look at a feature of layer `number`, or of the last one where that shows two states: its table begins with it."""
    number = min(number, len(held()) - 1)
    if not (0 <= number and 0 <= row < len(held()[number].subject.frame)):  # the layer was removed meanwhile
        return
    if number < len(held()) - 1:
        choose(number)
    session.remember(LOOKED, (held()[-1].secret, row, row))


def look_further(row: int | None) -> None:
    """Look at another feature of the layer looked at, or at none; the table stays in its order."""
    session.remember(LOOKED, None if row is None else (held()[-1].secret, row, first()))


def looked() -> int | None:
    """Return the row of the feature looked at, in the layer looked at."""
    return _looked()[1]


def first() -> int | None:
    """Return the row that the table begins with, where one was chosen on the map."""
    return _looked()[2]


def _looked() -> tuple[str, int | None, int | None]:
    found: tuple[str, int, int | None] | None = session.kept(LOOKED)
    return found if found and held() and found[0] == held()[-1].secret else ("", None, None)


def remove() -> None:
    """Remove the layer looked at, and all that is known of it."""
    session.remember(ANSWER, None)
    session.keep(TOPIC, held()[:-1])


def correct(correction: Correction) -> None:
    """Put the coordinates of the layer right, as its owner says."""
    _change(lambda one: one.changed(one.subject.corrected(correction)))


def undo() -> None:
    """Take the layer as it was read; what its columns hold stays."""
    _change(lambda one: one.changed(one.original.with_columns(one.subject.columns)))


def name_columns(columns: Columns) -> None:
    """Say what the columns hold."""
    _change(lambda one: one.changed(one.subject.with_columns(columns)))


def cut(by: OwnFilter) -> None:
    """Keep another part of the layer."""
    _change(lambda one: replace(one, cut=by))


def _change(make: Callable[[Held], Held]) -> None:
    layers = held()
    session.keep(TOPIC, (*layers[:-1], make(layers[-1])))
