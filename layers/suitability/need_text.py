"""Understand a need as a visitor types it: chips with codes of the URL, and the words that nobody understood."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from layers.catalogue.entries import CatalogueEntry, Lang, Words
from layers.catalogue.models import Catalogue
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator, one_of
from layers.suitability.need_chips import Chip, Understood
from layers.suitability.need_lexer import Lexicon, PlainText, Token, lexicon_of, tokens
from layers.suitability.need_phrases import Mention, phrases
from layers.suitability.term_table import EverydayTerm, Key, Meaning, TermTable

LONGEST_NEED = 1_000  # characters that are read; the rest is reported as unknown
FARTHEST = 500  # km: the municipality is some 470 km long; a longer limit limits nothing


def understand(
    text: str, lang: Lang, catalogue: Catalogue, places: Mapping[str, CatalogueEntry] | None = None
) -> Understood:
    """Understand a typed need.

    Parameters
    ----------
    text
        Anything; characters beyond `LONGEST_NEED` are reported as unknown.
    places
        Districts by adcode (`dataset.vocabulary("districts")`); without them only regions and wholes are understood.
    """
    lexicon = lexicon_of(tuple((places or {}).items()))
    plain, found = tokens(text[:LONGEST_NEED], lexicon)
    reader = _NeedReader(plain, found, lexicon, catalogue)
    chips, unknown = reader.read()
    rest = text[LONGEST_NEED:].strip()
    return Understood(
        lang, tuple(chips), (*unknown, rest) if rest else tuple(unknown), reader.without_data, reader.products
    )


@dataclass
class _NeedReader:
    plain: PlainText
    found: list[Token]
    lexicon: Lexicon
    catalogue: Catalogue
    chips: list[Chip] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    no_data: list[tuple[int, int]] = field(default_factory=list)

    @property
    def table(self) -> TermTable:
        return self.lexicon.table

    def read(self) -> tuple[list[Chip], list[str]]:
        said = phrases(self.found, self.plain, self.table)
        self.unknown += said.unknown
        mentions = said.mentions
        self._imports = any(
            not m.negated and (t.imports or (t.destination is not None and m.from_there))
            for m, t in self._terms(mentions)
        )
        self._directions(mentions)
        for mention in mentions:
            if mention.is_place:
                self._place(mention)
            elif mention not in self._spent:
                self._term(mention, self.table.terms[mention.token.code])
        for area, token in said.areas:
            self._area(area, token)
        self._asked = [m for m in mentions if not m.negated]
        self._grounds(self._asked)
        self.chips.sort(key=lambda chip: (chip.start, chip.implied))
        return self.chips, self._texts(self.unknown)

    @property
    def products(self) -> tuple[str, ...]:
        """The terms of industries that are asked for, each once."""
        named = (mention.token.code for mention, term in self._terms(self._asked) if term.ind)
        return tuple(dict.fromkeys(named))

    @property
    def without_data(self) -> tuple[str, ...]:
        """The words that are understood and that no data can judge by, as typed."""
        return tuple(self._texts(self.no_data))

    def _texts(self, spans: Iterable[tuple[int, int]]) -> list[str]:
        return [text for span in sorted(set(spans)) if (text := self._typed(*span))]

    def _terms(self, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, EverydayTerm]]:
        return ((m, self.table.terms[m.token.code]) for m in mentions if not m.is_place)

    def _directions(self, mentions: list[Mention]) -> None:
        """Join destinations to the modes that they direct; a destination alone implies a mode."""
        self._spent: list[Mention] = []
        self._directed: dict[int, Meaning] = {}
        named = [(m, t) for m, t in self._terms(mentions) if not m.negated and (t.mode or t.by_destination)]
        for goal, place in [(m, t) for m, t in self._terms(mentions) if t.destination and not m.negated]:
            self._spent.append(goal)
            code = place.destination or ""
            beside = [m for m, _ in named if m.clause == goal.clause]
            turned = [m for m, t in named if code in t.by_destination]
            for mode in turned:
                self._directed.setdefault(mode.token.start, self.table.terms[mode.token.code].by_destination[code])
            alone = place.alone.mode if place.alone else ()
            if beside:
                nearest = min(beside, key=lambda m: abs(m.token.start - goal.token.start))
                nearest.start, nearest.end = min(nearest.start, goal.start), max(nearest.end, goal.end)
            elif alone and (turned or not named or any(set(alone) & set(t.mode) for _, t in named)):
                self._chip(goal, "mode", alone, implied=not named)
            elif not goal.from_there:
                self.unknown.append((goal.start, goal.end))

    def _term(self, mention: Mention, term: EverydayTerm) -> None:
        if term.no_data:
            self.no_data.append((mention.start, mention.end))
            return
        if mention.negated:
            self.unknown.append((mention.start, mention.end))
            return
        before = len(self.chips)
        said: Meaning = self._directed.get(mention.token.start, term)
        said = term.near if term.near and mention.near else said
        for key, codes in said.codes():
            self._code(mention, key, codes, term)
        for key, codes in term.imported.codes() if term.imported and self._imports else ():
            values = self._weighted(codes, self.table.weights.near) if key == "w" else codes
            self._chip(mention, key, values, implied=True)
        if len(self.chips) == before and not term.activity and not term.implies:
            self.unknown.append((mention.start, mention.end))

    def _code(self, mention: Mention, key: Key, codes: tuple[str, ...], term: EverydayTerm) -> None:
        weights = self.table.weights
        if key == "must" and mention.wish:
            self._chip(mention, "w", self._weighted(("bonded",), weights.wish))
        elif key == "level" and mention.wish:
            self.unknown.append((mention.start, mention.end))
        elif key == "w":
            self._near(mention, tuple(code for code in codes if code in self.catalogue.gateways))
        else:
            self._chip(mention, key, codes, divisions=term.gbt if key == "ind" else ())

    def _near(self, mention: Mention, groups: tuple[str, ...]) -> None:
        weights = self.table.weights
        km = math.ceil(mention.limit) if mention.limit and mention.limit <= FARTHEST else None
        if mention.limit is not None and (km is None or mention.wish or not groups):
            self.unknown.append((mention.start, mention.end))
        if km and not mention.wish:
            self._chip(mention, "within", tuple(f"{group}:{km}" for group in groups))
            self._chip(mention, "w", self._weighted(groups, weights.limit), implied=True)
        else:
            weight = weights.wish if mention.wish else weights.must if mention.must else weights.near
            self._chip(mention, "w", self._weighted(groups, weight))

    def _weighted(self, groups: Iterable[str], weight: int) -> tuple[str, ...]:
        return tuple(f"{group}:{weight}" for group in groups if group in self.catalogue.gateways)

    def _place(self, mention: Mention) -> None:
        code = mention.token.code
        whole = self.table.places.wholes.get(code) if mention.token.kind == "whole" else None
        codes = whole.codes if whole else (code,)
        if whole and whole.no_data:
            self.no_data.append((mention.start, mention.end))
        elif mention.wish or mention.near or (not codes and not mention.negated):
            self.unknown.append((mention.start, mention.end))
        elif mention.negated and whole and whole.negated:
            self._chip(mention, "avoid", (whole.negated,))
        else:
            self._chip(mention, "out" if mention.negated else "in", codes, title=whole.title if whole else None)

    def _area(self, area: float, token: Token) -> None:
        value = f"{area:.4f}".rstrip("0").rstrip(".")
        mention = Mention(token, 0, token.start, token.end)
        if float(value) > 0:
            self._chip(mention, "area_min", (value,))
        else:
            self.unknown.append((token.start, token.end))

    def _grounds(self, mentions: list[Mention]) -> None:
        """Add the grounds that activities imply; those of products where nothing else says which ground."""
        terms = [(m, t) for m, t in self._terms(mentions)]
        said = {code for _, term in terms for code in term.ground}
        active = {code for _, term in terms for code in term.activity}
        for mention, term in terms:
            self._chip(mention, "ground", term.activity, implied=True)
            if not said and not active:
                self._chip(mention, "ground", term.implies, implied=True)
            elif active & set(term.implies):
                more = tuple(code for code in term.implies if code not in active)
                self._chip(mention, "ground", more, implied=True)
        needed = {code for chip in self.chips if chip.key == "ground" for code in chip.codes}
        for mention, term in terms:
            if "bonded" in term.must and not (mention.wish or mention.near):
                bonded = [b for ground, b in self.table.bonded_ground.items() if ground in needed and b not in needed]
                self._chip(mention, "ground", tuple(bonded), implied=True)

    def _chip(
        self,
        mention: Mention,
        key: str,
        codes: tuple[str, ...],
        *,
        implied: bool = False,
        title: Words | None = None,
        divisions: tuple[str, ...] = (),
    ) -> None:
        if codes:
            title = title or Words(zh=self._title(key, codes, "zh"), en=self._title(key, codes, "en"))
            typed = self._typed(mention.start, mention.end)
            self.chips.append(
                Chip(typed, title, key, codes, implied, self.plain.origin[mention.token.start], divisions)
            )

    def _title(self, key: str, codes: tuple[str, ...], lang: Lang) -> str:
        if key == "area_min":
            return say("need_text.area", lang, km2=codes[0])
        if key in {"in", "out"}:
            named = {**self.catalogue.regions, **self.lexicon.places}
            names = [named[code].title.say(lang) if code in named else code for code in codes]
            listed = list_separator(lang).join(names)
            return listed if key == "in" else say("need_text.out", lang, places=listed)
        known = self.table.known("w" if key == "within" else cast("Key", key), self.catalogue)
        pairs = [code.partition(":") for code in codes]
        titles = [known[code].say(lang) if code in known else code for code, _, _ in pairs]
        if key == "within":
            return list_separator(lang).join(
                say("need.within_km", lang, group=name, km=km) for name, (_, _, km) in zip(titles, pairs, strict=True)
            )
        if key == "w":
            return say("need_text.near", lang, groups=list_separator(lang).join(titles))
        return one_of(titles, lang) if key in {"ground", "level", "mode"} else list_separator(lang).join(titles)

    def _typed(self, start: int, end: int) -> str:
        origin = self.plain.origin
        last = origin[end - 1] + 1 if end > start else origin[start]
        return self.plain.typed[origin[start] : last].strip()
