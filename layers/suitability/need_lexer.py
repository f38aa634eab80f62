"""Split a need, typed freely in Chinese or English, into words of the term table, numbers with units, and the rest."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import Literal

from layers.catalogue.entries import CatalogueEntry
from layers.suitability.term_table import TermTable, load_terms

TokenKind = Literal["term", "place", "whole", "number", "marker", "unknown"]
_FIRST_HAN = "\u2e80"  # from here on, a character is a word and needs no boundary
_DROPPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SEPARATORS = "PZ"
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Token:
    """A word of the need. `roles`: markers that its spelling may be; `value` to `most`: a number, `code` its unit."""

    kind: TokenKind
    start: int
    end: int
    code: str = ""
    roles: frozenset[str] = frozenset()
    value: float = 0.0
    most: float = 0.0

    def has(self, role: str) -> bool:
        """Return whether the word is a marker of this role."""
        return self.kind == "marker" and role in self.roles


@dataclass(frozen=True)
class PlainText:
    """A text in the form that words are compared in, with the position of each character in the text as typed."""

    typed: str
    plain: str
    origin: Sequence[int]


@dataclass(frozen=True)
class Lexicon:
    """All spellings of a term table and of places, by first character, longest first."""

    table: TermTable
    places: Mapping[str, CatalogueEntry] = field(default_factory=dict)

    @cached_property
    def forms(self) -> Mapping[str, Sequence[tuple[str, Token]]]:
        """First character → (spelling, token) of every spelling."""
        found: dict[str, Token] = {}
        for spelling, token in chain(_term_forms(self.table), _place_forms(self.table, self.places)):
            plain = simplify(spelling, self.table).plain
            old = found.get(plain)
            if old is None:
                found[plain] = token
            elif old.kind == token.kind == "marker":
                found[plain] = replace(old, roles=old.roles | token.roles)
        by_first: dict[str, list[tuple[str, Token]]] = defaultdict(list)
        for plain in sorted(found, key=len, reverse=True):
            if plain.strip():
                by_first[plain[0]].append((plain, found[plain]))
        return by_first

    @cached_property
    def number(self) -> re.Pattern[str]:
        """The pattern of a number with a unit, in digits or in Chinese numerals."""
        units = {
            simplify(name, self.table).plain: code for code, unit in self.table.units.items() for name in unit.names
        }
        names = "|".join(re.escape(name) for name in sorted(units, key=len, reverse=True))
        tens = "".join(self.table.numerals.tens)
        han = "".join(self.table.numerals.digits) + tens
        to = "|".join(map(re.escape, self.table.numerals.range))
        one = rf"\d[\d,]{{0,{_MOST_DIGITS}}}(?:\.\d{{1,{_MOST_DIGITS}}})?|[{han}]{{1,{_MOST_DIGITS}}}"
        return re.compile(
            rf"(?P<low>{one})(?:\s*(?:{to})\s*(?P<high>{one}))?\s*(?P<tens>[{tens}])?\s*(?P<unit>{names})"
        )

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Spelling → code of each unit."""
        return {
            simplify(name, self.table).plain: code for code, unit in self.table.units.items() for name in unit.names
        }


def simplify(text: str, table: TermTable) -> PlainText:
    """Fold width, case, traditional characters, hyphens and blanks; invisible characters go."""
    simple = str.maketrans(table.traditional, table.simplified)
    out: list[str] = []
    origin: list[int] = []
    for at, typed in enumerate(text):
        for sign in unicodedata.normalize("NFKC", typed).casefold().translate(simple):
            category = unicodedata.category(sign)
            mark = "\n" if sign in "\r\n\v\f\x85\u2028\u2029" else " " if category[0] == "Z" or sign == "\t" else sign
            mark = "'" if mark in "\u2018\u2019\u02bc" else "-" if category == "Pd" or sign == "_" else mark
            if (mark == sign and category in _DROPPED and mark != "\n") or (mark == " " and out and out[-1] == " "):
                continue
            out.append(mark)
            origin.append(at)
    for at, sign in enumerate(out):
        digits = 0 < at < len(out) - 1 and out[at - 1].isdigit() and out[at + 1].isdigit()
        if sign == "-" and not digits:
            out[at] = " "
    return PlainText(text, "".join(out), [*origin, len(text)])


@lru_cache(maxsize=4)
def lexicon_of(places: tuple[tuple[str, CatalogueEntry], ...]) -> Lexicon:
    """Return the lexicon of the shipped term table and of these places by code, built once for each set of places."""
    return Lexicon(load_terms(), dict(places))


def tokens(text: str, lexicon: Lexicon) -> tuple[PlainText, list[Token]]:
    """Split a text so that as little as possible stays unknown, in as few words as possible."""
    plain = simplify(text, lexicon.table)
    size = len(plain.plain)
    best: list[tuple[int, int]] = [(0, 0)] * (size + 1)
    chosen: list[Token | None] = [None] * size
    for at in range(size - 1, -1, -1):
        cost = None
        for token in _candidates(plain.plain, at, lexicon):
            lost = token.end - at if token.kind == "unknown" and not token.roles else 0
            unknown, count = best[token.end]
            here = (unknown + lost, count + (not plain.plain[at].isspace()))
            if cost is None or here < cost:
                cost, chosen[at] = here, token
        best[at] = cost or best[at + 1]
    found, at = list[Token](), 0
    while at < size:
        best_token = chosen[at]
        if best_token is not None and not (best_token.kind == "marker" and not best_token.roles):
            found.append(best_token)
        at = best_token.end if best_token is not None else at + 1
    return plain, _absorbed(found, plain.plain)


def _candidates(plain: str, at: int, lexicon: Lexicon) -> Iterator[Token]:
    if not _has_boundary(plain, at):
        return
    sign, end = plain[at], at + 1
    if number := _number(plain, at, lexicon):
        yield number
    for form, token in lexicon.forms.get(sign, ()):
        if plain.startswith(form, at) and _has_boundary(plain, at + len(form)):
            yield replace(token, start=at, end=at + len(form))
    if sign == "\n":
        yield Token("marker", at, end, roles=frozenset({"break"}))
    elif unicodedata.category(sign)[0] in _SEPARATORS:
        yield Token("marker", at, end)
    else:
        while end < len(plain) and not _has_boundary(plain, end):
            end += 1
        yield Token("unknown", at, end)


def _is_spelt(sign: str) -> bool:
    return sign < _FIRST_HAN and (sign.isalnum() or sign == "'")


def _has_boundary(plain: str, at: int) -> bool:
    return at in {0, len(plain)} or not (_is_spelt(plain[at - 1]) and _is_spelt(plain[at]))


def _number(plain: str, at: int, lexicon: Lexicon) -> Token | None:
    found = lexicon.number.match(plain, at)
    if not found or not _has_boundary(plain, found.end()):
        return None
    numerals = lexicon.table.numerals
    many = numerals.tens[found["tens"]] if found["tens"] else 1
    low = _value(found["low"], lexicon) * many
    high = _value(found["high"], lexicon) * many if found["high"] else low
    return Token("number", at, found.end(), code=lexicon.units[found["unit"]], value=low, most=max(low, high))


def _value(text: str, lexicon: Lexicon) -> float:
    if text[0].isascii() or text[0].isdigit():
        return float(text.replace(",", ""))
    total, digit = 0, 0
    for sign in text:
        if sign in lexicon.table.numerals.tens:
            total, digit = total + (digit or 1) * lexicon.table.numerals.tens[sign], 0
        else:
            digit = lexicon.table.numerals.digits[sign]
    return float(total + digit)


def _absorbed(found: Sequence[Token], plain: str) -> list[Token]:
    """Take single Chinese characters within an unknown word as parts of it (香港 is no 港); join unknown neighbours."""
    unknown = [token.kind == "unknown" for token in found]
    lost = [_is_lost(token) for token in found]
    for at, token in enumerate(found):
        single = token.end - token.start == 1 and plain[token.start] >= _FIRST_HAN and not token.has("break")
        before = at > 0 and lost[at - 1] and _is_glued(found[at - 1], token, plain)
        after = at + 1 < len(found) and _is_lost(found[at + 1]) and _is_glued(token, found[at + 1], plain)
        loose = token.has("stop") or token.has("and") or token.has("negation")
        if single and token.kind != "number" and ((before and after) if loose else (before or after)):
            unknown[at] = lost[at] = True
    joined = list[Token]()
    for token, is_unknown in zip(found, unknown, strict=True):
        now = Token("unknown", token.start, token.end) if is_unknown else token
        if joined and is_unknown and joined[-1].kind == "unknown" and not plain[joined[-1].end : token.start].strip():
            joined[-1] = replace(joined[-1], end=token.end)
        else:
            joined.append(now)
    return joined


def _is_lost(token: Token) -> bool:
    return token.kind == "unknown" and not token.roles


def _is_glued(first: Token, second: Token, plain: str) -> bool:
    return first.end == second.start and plain[first.end - 1] >= _FIRST_HAN and plain[second.start] >= _FIRST_HAN


def _term_forms(table: TermTable) -> Iterator[tuple[str, Token]]:
    for code, term in table.terms.items():
        token = Token("term", 0, 0, code=code)
        yield from ((word, token) for word in term.zh)
        yield from ((form, token) for word in term.en for form in _numbers_of(word))
    for role, words in table.markers.items():
        kind: TokenKind = "unknown" if role == "unanswered" else "marker"
        yield from ((word, Token(kind, 0, 0, roles=frozenset({role}))) for word in words)


def _numbers_of(word: str) -> Iterator[str]:
    """Yield an English word or phrase in singular and plural."""
    yield word
    if not word[-1:].isalpha() or word.endswith(("ss", "ing")):
        return
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        yield f"{word[:-1]}ies"
    elif word.endswith(("ch", "sh", "x")):
        yield f"{word}es"
    elif not word.endswith("s"):
        yield f"{word}s"


def _place_forms(table: TermTable, places: Mapping[str, CatalogueEntry]) -> Iterator[tuple[str, Token]]:
    for code, whole in table.places.wholes.items():
        yield from ((word, Token("whole", 0, 0, code=code)) for word in (*whole.zh, *whole.en))
    for code, entry in places.items():
        for name in (entry.title.zh, entry.title.en.casefold()):
            yield name, Token("place", 0, 0, code=code)
            short = next((name.removesuffix(end) for end in table.places.endings if name.endswith(end)), name)
            if len(short) > 1:
                yield short, Token("place", 0, 0, code=code)
                if name.endswith(table.places.short) and name != f"{short}{table.places.short}":
                    yield f"{short}{table.places.short}", Token("place", 0, 0, code=code)
                if "'" in short:
                    yield short.replace("'", ""), Token("place", 0, 0, code=code)
