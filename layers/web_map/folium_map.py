"""The map as folium elements whose templates contain only base64, so that no text from data enters one (TRAPS 2)."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import folium
import numpy as np
from branca.element import Element, MacroElement
from folium.template import Template

from layers.arrays import Mask


def encode(value: object) -> str:
    """Encode `value` as base64 of its JSON: letters, digits, `+`, `/` and `=` only, safe in any template."""
    return base64.b64encode(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).decode("ascii")


def bitset(mask: Mask) -> str:
    """Encode a mask as base64; bit i (lowest first) is item i: a thousand features in 170 characters."""
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode("ascii")


@dataclass(frozen=True)
class View:
    """The state of the map: ids and styles, never geometry.

    Attributes
    ----------
    shown
        Bitset over `dataset.features`.
    choices, search
        Values of the page's filters (field → codes, bitset of the search). With them the map answers a click on a
        filter itself, ahead of the server.
    """

    shown: str
    choices: Mapping[str, Sequence[str]] | None = None
    search: str | None = None
    selected: str | None = None
    fit: str = "city"
    lang: str = "zh"
    view: str | None = None
    time: str = "plan"
    district_vintage: str = "38"
    points: bool | None = None  # a click beside every feature reports its position
    own: Mapping[str, Any] | None = None  # uploaded layers: {layers: [{url, kept}], marks, focus, heard, painted}
    rings: tuple[Mapping[str, Any], ...] | None = None  # circles on the ground: {lon, lat, km, low, high}
    drafts: tuple[Mapping[str, Any], ...] | None = None  # points outside any layer: {lon, lat, label}
    numbers: tuple[Mapping[str, Any], ...] | None = None  # numbered pins at places of a list: {lon, lat, label}
    emphasis: tuple[str, ...] | None = None  # highlighted ids; all other features are dimmed
    bounds: tuple[float, float, float, float] | None = None  # west, south, east, north to fit in place of `fit`
    foreign: bool | None = None  # not shipped by the operator: the map shows no approval number
    painted: str | None = None  # URL to request once this view is painted
    popup: Mapping[str, Any] | None = None  # popup at the selected feature: {lines, link, href, close}
    inset: Mapping[str, Any] | None = None  # covered pixels of the frame: fitted views and labels avoid them

    def as_json(self) -> dict[str, Any]:
        """Return the state as JSON for the browser; equal states have equal `version`."""
        usual = {field.name: field.default for field in fields(self)}  # the browser's defaults
        state = {key: value for key, value in asdict(self).items() if value != usual[key]}
        return {**state, "stamp": hashlib.sha256(encode(state).encode()).hexdigest()[:12]}


class _Verbatim(Element):
    """Return a text unchanged. branca itself would compile each rendered text as a template, at each run."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Written(MacroElement):
    """Write the output of its template to the page, once and verbatim, then the output of its children."""

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # as branca's own macros do
        """Add the parts of the template to the figure."""
        figure: Any = self.get_root()
        for part in ("header", "html", "script"):
            if macro := self._template.module.__dict__.get(part):
                getattr(figure, part).add_child(_Verbatim(macro(self, kwargs)), name=self.get_name())
        for child in self._children.values():
            child.render(**kwargs)


class _Encoded(_Written):
    """An element that passes one encoded value to the browser's `Atlas`."""

    def __init__(self, value: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca ships no types for it
        self.encoded = encode(value)


class Start(_Encoded):
    """Start the atlas on a map; `value` is {manifest, prefix[, data]}."""

    _name = "AtlasStart"
    _template = Template(
        """
        {% macro script(this, kwargs) -%}
        Atlas.start({{ this._parent.get_name() }}, Atlas.decode("{{ this.encoded }}"));
        {%- endmacro %}
        """
    )


class Update(_Encoded):
    """Pass the present view to the atlas."""

    _name = "AtlasUpdate"
    _template = Template(
        """
        {% macro script(this, kwargs) -%}
        Atlas.update(Atlas.decode("{{ this.encoded }}"));
        {%- endmacro %}
        """
    )


class BareMap(_Written, folium.Map):
    """A folium map without folium's header: the atlas has its own style, and each click would send the header again."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}
        {% macro script(this, kwargs) -%}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {{ this.settings }});
        {%- endmacro %}
        """
    )
    # Before the atlas has fitted its view: the municipality. The atlas makes its own controls.
    settings = "{center:[30,108],zoom:7,zoomControl:false,attributionControl:false}"  # sent with each click


class _Group(_Written, folium.FeatureGroup):
    """The feature group that streamlit-folium adds to a drawn map by itself."""


def base_map(scripts: list[str], styles: list[str], start: Mapping[str, Any]) -> folium.Map:
    """Build an empty map without tiles that loads only the given URLs and starts the atlas.

    Build a new map for each run, because streamlit-folium changes the map it receives (TRAPS 4).
    """
    atlas = BareMap(tiles=None)
    atlas._id = "atlas"  # noqa: SLF001 (folium offers no other way); fixed, so that equal maps make equal messages
    # set on the instance, because folium's class-level lists name URLs on other servers
    atlas.default_js = [(f"js{i}", url) for i, url in enumerate(scripts)]
    atlas.default_css = [(f"css{i}", url) for i, url in enumerate(styles)]
    Start(dict(start)).add_to(atlas)
    if scripts:  # in a frame, which declares its own encoding; each click would send the line again
        root: Any = atlas.get_root()
        root.header._children.pop("meta_http", None)  # noqa: SLF001 (branca offers no other way)
    return atlas


def update_group(view: View) -> folium.FeatureGroup:
    """Build the feature group that sends a view to a map that is already drawn."""
    group = _Group(name="view")
    Update(view.as_json()).add_to(group)
    return group
