"""What was understood of a need: chips that can be taken away, and the query that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from layers.catalogue.entries import Lang, Words
from layers.i18n.messages import say

QUERY_KEYS = ("fn", "ind", "ground", "mode", "must", "within", "in", "out", "level", "area_min", "avoid", "w")
EXISTING = {"open": ["existing"]}


@dataclass(frozen=True)
class Chip:
    """One thing understood.

    Attributes
    ----------
    text
        The words as typed.
    title
        What they stand for.
    key, codes
        URL key and its values; several values are alternatives or belong together.
    implied
        Whether it is not said but follows from `text` by terms.toml.
    start
        Where the text begins; what is implied by a word begins where it does.
    divisions
        Divisions of GB/T 4754—2017, for industries.
    """

    text: str
    title: Words
    key: str
    codes: tuple[str, ...]
    implied: bool = False
    start: int = 0
    divisions: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The first value of the URL key."""
        return self.codes[0]

    def label(self, lang: Lang) -> str:
        """Return what the chip says: the words as typed, what they stand for, whether that is implied."""
        return say(
            "need_text.implied" if self.implied else "need_text.said", lang, text=self.text, title=self.title.say(lang)
        )


@dataclass(frozen=True)
class Understood:
    """A need: what was understood, in the order of the text, and what was not.

    `products`: the terms that name an industry.
    `no_data`: words as typed that are understood, but that no data can judge by (the metro, the inner ring).
    """

    lang: Lang
    chips: tuple[Chip, ...] = ()
    unknown: tuple[str, ...] = ()
    no_data: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, list[str]]:
        """The URL keys of all chips."""
        return _query(self.chips)

    @property
    def offered(self) -> dict[str, list[str]]:
        """The query with the products, and with what nobody has to say: only places that exist are offered."""
        products = {"product": list(self.products)} if self.products else {}
        return {**self.query, **products, **EXISTING} if self.chips else {}

    @property
    def divisions(self) -> tuple[str, ...]:
        """The divisions of GB/T 4754—2017 that the need names."""
        return tuple(dict.fromkeys(division for chip in self.chips for division in chip.divisions))

    @property
    def labels(self) -> tuple[str, ...]:
        """The chips in words, in the visitor's language."""
        return tuple(chip.label(self.lang) for chip in self.chips)

    def without(self, chip: Chip) -> dict[str, list[str]]:
        """Return the URL keys without one chip and without what only its words imply."""
        rest = [other for other in self.chips if other != chip]
        if not chip.implied and not any(o.start == chip.start and not o.implied for o in rest):
            rest = [other for other in rest if other.start != chip.start]
        return _query(rest)


def _query(chips: Iterable[Chip]) -> dict[str, list[str]]:
    """Join the values of chips, each once; of a gateway the heaviest weight and shortest limit; the largest area."""
    found: dict[str, list[str]] = {key: [] for key in QUERY_KEYS}
    for chip in chips:
        found[chip.key] += [code for code in chip.codes if code not in found[chip.key]]
    found["w"] = _one_each(found["w"], max)
    found["within"] = _one_each(found["within"], min)
    found["area_min"] = sorted(found["area_min"], key=float)[-1:]
    return {key: values for key, values in found.items() if values}


def _one_each(values: Iterable[str], choose: Callable[[int, int], int]) -> list[str]:
    best: dict[str, int] = {}
    for value in values:
        group, _, number = value.partition(":")
        best[group] = choose(best.get(group, int(number)), int(number))
    return [f"{group}:{number}" for group, number in best.items()]
