"""Read the words of a need in context: the scope of negation, must and wish, nearness, what numbers limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from layers.suitability.need_lexer import PlainText, Token
from layers.suitability.term_table import TermTable

CONTENT = ("term", "place", "whole")


@dataclass
class Mention:
    """A word with content and its context. `start` and `end` (plain text) grow to what belongs to it; `limit`: km."""

    token: Token
    clause: int
    start: int
    end: int
    negated: bool = False
    must: bool = False
    wish: bool = False
    near: bool = False
    from_there: bool = False
    limit: float | None = None

    @property
    def is_place(self) -> bool:
        """Whether this is a district, a region or another whole."""
        return self.token.kind != "term"


@dataclass
class Phrases:
    """What a text says: words with context, areas in km² with their tokens, and the stretches that stay unknown."""

    mentions: list[Mention] = field(default_factory=list)
    areas: list[tuple[float, Token]] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)


def phrases(found: Sequence[Token], plain: PlainText, table: TermTable) -> Phrases:
    """Read tokens clause by clause."""
    read = Phrases()
    for number, clause in enumerate(_clauses(found, plain)):
        mentions = _ClauseReader(number, clause, read.unknown).mentions()
        _settle_far(clause, mentions, table, read.unknown)
        read.mentions += mentions
        _bind_numbers(clause, mentions, table, read)
    read.mentions.sort(key=lambda mention: mention.token.start)
    return read


def _clauses(found: Sequence[Token], plain: PlainText) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for at, token in enumerate(found):
        if token.has("break") and not _is_list_comma(found, at, plain):
            yield clause
            clause = []
        else:
            clause.append(replace(token, roles=frozenset({"and"})) if token.has("break") else token)
    yield clause


def _is_list_comma(found: Sequence[Token], at: int, plain: PlainText) -> bool:
    """Return whether a comma stands in an English list of places that ends with "or": Wanzhou, Fuling or Kaizhou."""
    if plain.typed[plain.origin[found[at].start]] != "," or at == 0 or found[at - 1].kind not in CONTENT[1:]:
        return False
    for one, two in zip(found[at:], found[at + 1 :], strict=False):
        if one.has("and") and two.kind in CONTENT[1:]:
            return True
        if not all(token.kind in CONTENT[1:] or token.has("break") or token.has("and") for token in (one, two)):
            return False
    return False


class _ClauseReader:
    """Reads one clause from left to right."""

    def __init__(self, number: int, clause: Sequence[Token], unknown: list[tuple[int, int]]) -> None:
        self._number, self._clause, self._unknown = number, clause, unknown
        self._negated_at: int | None = None
        self._near_at: int | None = None
        self._tone: str | None = None
        self._tone_used = True
        self._found: list[Mention] = []

    def mentions(self) -> list[Mention]:
        """Return the words with content, with their context."""
        for at, token in enumerate(self._clause):
            if token.kind in CONTENT:
                self._content(at, token)
            elif token.kind == "unknown":
                self._lose(token)
            elif token.kind == "marker":
                self._marker(at, token)
        if self._tone and not self._tone_used:  # "a river port, if possible": behind what it is about
            self._set_tone(self._found)
        return self._found

    def _content(self, at: int, token: Token) -> None:
        listed = self._found[-1] if self._found and self._follows_list(at) else None
        mention = Mention(token, self._number, token.start, token.end)
        first = self._negated_at is not None and not any(m.negated for m in self._after_negation())
        if self._negated_at is not None and (first or (listed and listed.is_place == mention.is_place)):
            mention.negated = True
            mention.start = min(self._negated_at, token.start) if first else token.start
        else:
            self._negated_at = None
        if self._near_at is not None and (listed is None or listed.near or self._near_at > listed.token.start):
            mention.near, mention.start = True, min(mention.start, self._near_at)
        if listed is None or not listed.near:
            self._near_at = self._near_at if self._is_followed_by_list(at) else None
        self._set_tone([mention])
        mention.from_there = at > 0 and self._clause[at - 1].has("origin")
        self._found.append(mention)

    def _set_tone(self, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            mention.must, mention.wish = self._tone == "must", self._tone == "wish"
        self._tone_used = True

    def _lose(self, token: Token) -> None:
        fresh = self._negated_at is not None and not any(m.negated for m in self._after_negation())
        starts = [at for at in (self._negated_at if fresh else None, self._near_at) if at is not None]
        self._unknown.append((min([*starts, token.start]), token.end))
        self._negated_at = self._near_at = None

    def _marker(self, at: int, token: Token) -> None:
        before = self._found[-1] if self._found and self._clause[at - 1] is self._found[-1].token else None
        if token.has("excluded") and before and before.is_place:
            self._exclude(at)
        elif token.has("beside") and before:
            before.near, before.end = True, token.end
        elif token.has("near"):
            self._near_at = token.start if self._near_at is None else self._near_at
            if any(mention.negated for mention in self._after_negation()):
                self._negated_at = None
        elif token.has("negation"):
            self._negated_at = token.start
        elif token.has("must") or token.has("wish"):
            self._tone, self._tone_used = "must" if token.has("must") else "wish", False

    def _after_negation(self) -> list[Mention]:
        start = self._negated_at
        return [m for m in self._found if start is not None and m.token.start > start]

    def _exclude(self, at: int) -> None:
        for token in reversed(self._clause[:at]):
            mention = next((m for m in self._found if m.token is token), None)
            if mention and mention.is_place:
                mention.negated, mention.near = True, False
            elif not token.has("and"):
                return

    def _follows_list(self, at: int) -> bool:
        before = [token for token in self._clause[:at] if not token.has("stop") or token.has("and")]
        return bool(before) and before[-1].has("and")

    def _is_followed_by_list(self, at: int) -> bool:
        return at + 1 < len(self._clause) and self._clause[at + 1].has("and")


def _settle_far(
    clause: Sequence[Token], mentions: list[Mention], table: TermTable, unknown: list[tuple[int, int]]
) -> None:
    """Read "not too far from" as near; "far from" is not understood."""
    far = next((token for token in clause if token.has("far")), None)
    if far is None:
        return
    gateways = [m for m in mentions if is_gateway(m, table)]
    if not gateways:
        behind = [span for span in unknown if far.start < span[0] <= clause[-1].start]
        unknown[:] = [span for span in unknown if span not in behind]
        unknown.append((far.start, max([far.end, *(end for _, end in behind)])))
    for mention in gateways:
        if mention.negated:
            mention.negated, mention.near = False, True
            mention.end = max(mention.end, far.end)
        else:
            mentions.remove(mention)
            unknown.append((min(mention.start, far.start), max(mention.end, far.end)))


def is_gateway(mention: Mention, table: TermTable) -> bool:
    """Return whether a word stands for something to be near to."""
    term = table.terms.get(mention.token.code) if mention.token.kind == "term" else None
    return bool(term and (term.w or term.no_data or (term.near and mention.near)))


def _bind_numbers(clause: Sequence[Token], mentions: Sequence[Mention], table: TermTable, read: Phrases) -> None:
    numbers = [(at, token) for at, token in enumerate(clause) if token.kind == "number"]
    groups = _groups(clause, [m for m in mentions if is_gateway(m, table) and not m.negated])
    for at, token in numbers:
        unit, least, most = table.units[token.code], _beside(clause, at, "least"), _beside(clause, at, "most")
        beyond = least or _beside(clause, at, "excluded")
        land = any(other.has("land") for other in clause)
        if unit.kind == "distance" and not beyond and (group := _group_of(clause, at, groups)):
            for mention in group:
                mention.limit = token.most * unit.to
                mention.start, mention.end = min(mention.start, token.start), max(mention.end, token.end)
        elif (unit.kind == "area" or (unit.kind == "floor" and land)) and (least or not most):
            read.areas.append((token.value * unit.to, token))
        else:
            limits = [
                clause[near]
                for near in _neighbours(clause, at)
                if clause[near].has("most") or clause[near].has("least")
            ]
            spans = [token, *limits]
            read.unknown.append((min(t.start for t in spans), max(t.end for t in spans)))


def _neighbours(clause: Sequence[Token], at: int) -> list[int]:
    return [near for near in (at - 1, at + 1) if 0 <= near < len(clause)]


def _beside(clause: Sequence[Token], at: int, role: str) -> bool:
    return any(clause[near].has(role) for near in _neighbours(clause, at))


def _groups(clause: Sequence[Token], gateways: Sequence[Mention]) -> list[list[Mention]]:
    """Return gateways by lists: an airport and a port, with nothing but "and" between them, share a distance."""
    groups: list[list[Mention]] = []
    for mention in gateways:
        here = clause.index(mention.token)
        last = clause.index(groups[-1][-1].token) if groups else -1
        between = clause[last + 1 : here]
        if groups and between and all(token.has("and") or token.has("stop") for token in between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _group_of(clause: Sequence[Token], at: int, groups: Sequence[list[Mention]]) -> list[Mention] | None:
    """Return the gateways that a distance is about: those behind it after "of" or "from", else those before it."""
    free = [group for group in groups if group[0].limit is None]
    behind = [group for group in free if clause.index(group[-1].token) > at]
    before = [group for group in free if clause.index(group[-1].token) < at]
    linked = any(token.has("link") for token in clause[at + 1 : at + 3])
    order = [*behind[:1], *before[-1:]] if linked else [*before[-1:], *behind[:1]]
    return order[0] if order else None
