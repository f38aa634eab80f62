"""Names for columns that must not collide."""

from __future__ import annotations

from collections.abc import Iterable


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return `wanted`, or it with a number where the name is taken."""
    names = {name.casefold() for name in taken}
    if wanted.casefold() not in names:
        return wanted
    candidates = (f"{wanted}_{number}" for number in range(1, len(names) + 2))
    return next(candidate for candidate in candidates if candidate.casefold() not in names)
