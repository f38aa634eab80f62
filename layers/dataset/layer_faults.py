"""Findings that break the data contract, which make a layer or table of the map unusable."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from layers.i18n.findings import Finding, FindingsError


class DataError(FindingsError):
    """Exception for an unusable layer or table, with all its faults."""


def layer_fault(layer: str, code: str, feature: str = "", detail: Mapping[str, str] = MappingProxyType({})) -> Finding:
    """Return a fault of a layer or table: a code of the section `layer_fault` of messages.toml."""
    return Finding(code, "error", feature, detail={"layer": layer, **detail}, section="layer_fault")
