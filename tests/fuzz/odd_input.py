"""What odd input is made of, and how much of it: `FUZZ_EXAMPLES=` (make soak) or a few (make test)."""

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "50"))
fuzzed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

# Things that have broken readers: template marks, markup, formula signs, half surrogates left out (no UTF-8 holds them)
NASTY = [
    "",
    " ",
    "{{ 7*191 }}",
    "${1+1}",
    "<b>",
    "=1+1",
    "../..",
    "\x00",
    "\u202e",
    "９",
    "NaN",
    "1e999",
    "-0",
    "a" * 400,
]
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=30), st.integers().map(str))
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**30), 10**30), st.sampled_from([91, -181, 1e300])
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn, original: Any, most: int = 3) -> Any:
    """Draw a copy of nested dicts and lists in which a few places were removed, doubled or replaced."""
    copy = _copy(original)
    for _ in range(draw(st.integers(1, most))):
        holder, key = _place(draw, copy)
        if holder is None:
            return draw(values)
        match draw(st.sampled_from(["remove", "replace", "add", "double"])):
            case "remove":
                del holder[key]
            case "replace":
                holder[key] = draw(values)
            case "add" if isinstance(holder, dict):
                holder[draw(texts)] = draw(values)
            case _ if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                holder[key] = [holder[key]]
    return copy


def _place(draw: st.DrawFn, value: Any) -> tuple[Any, Any]:
    """Draw a place inside `value`, from the top down: what holds it, and under which key."""
    holder, key = None, None
    while isinstance(value, (dict, list)) and value:
        holder = value
        key = (
            draw(st.sampled_from(sorted(value, key=str)))
            if isinstance(value, dict)
            else draw(st.integers(0, len(value) - 1))
        )
        value = value[key]
        if draw(st.integers(0, 3)) == 0:
            break
    return holder, key


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value
