"""What a scene of one's own shows, changed in place: its filters, whole corridors, what is highlighted."""

from __future__ import annotations

import streamlit as st

from geo_app.state import draft_briefing, view_state
from geo_app.state.url import ViewState
from geo_app.widgets.markdown_escape import plain
from layers.briefing.scenes import Scene
from layers.catalogue.entries import DISTRICT_FIELDS
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.filters import SEARCH_KEY, SEARCH_LIMIT


def show(scene: Scene, number: int, visitor: ViewState, dataset: Dataset) -> None:
    """Draw the choices of scene `number`; they are made only while their fold stands open."""
    lang, catalogue = visitor.lang, dataset.catalogue
    fold = st.expander(say("briefing.scene_filters", lang), key=f"scene-filters-{number}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        fields = {key: name for key, name in catalogue.filters.items() if name not in DISTRICT_FIELDS.values()}
        fields["district"] = DISTRICT_FIELDS[scene.district_vintage]
        columns = st.columns(2)
        for at, (key, name) in enumerate(fields.items()):
            titles = {code: entry.title.say(lang) for code, entry in dataset.vocabulary(name).items()}
            chosen = [code for code in titles if code in scene.filters.get(key, ())]
            with columns[at % 2]:
                _several(number, key, catalogue.fields[name].title.say(lang), titles, chosen, visitor, dataset)
        st.text_input(
            say("filters.search", lang),
            max_chars=SEARCH_LIMIT,
            placeholder=say("briefing.any", lang),
            **view_state.widget_binding(
                f"scene-{number}-{SEARCH_KEY}",
                next(iter(scene.filters.get(SEARCH_KEY, ())), ""),
                then=lambda text: _filter(number, SEARCH_KEY, [text.strip()] if text.strip() else [], dataset),
            ),
        )
        st.toggle(
            say("filters.route", lang),
            **view_state.widget_binding(
                f"scene-{number}-route", scene.route, then=lambda on: draft_briefing.edit(number, route=bool(on))
            ),
        )
        kept = dataset.features[scene.mask(dataset)]
        names = dict(zip(kept["id"], kept[f"name_{lang}"], strict=True))
        st.multiselect(
            say("briefing.highlight", lang),
            list(names),
            format_func=lambda code: plain(str(names[code])),
            placeholder=say("briefing.nothing", lang),
            **view_state.widget_binding(
                f"scene-{number}-highlight",
                [code for code in scene.highlight if code in names],
                then=lambda codes: draft_briefing.edit(number, highlight=tuple(codes)),
            ),
        )


def _several(
    number: int, key: str, title: str, titles: dict[str, str], chosen: list[str], visitor: ViewState, dataset: Dataset
) -> None:
    st.multiselect(
        title,
        list(titles),
        format_func=lambda code: plain(titles[code]),
        placeholder=say("briefing.any", visitor.lang),
        **view_state.widget_binding(
            f"scene-{number}-{key}", chosen, then=lambda codes: _filter(number, key, codes, dataset)
        ),
    )


def _filter(number: int, key: str, codes: list[str], dataset: Dataset) -> None:
    """Set one filter; a highlight that it drops goes with it, or all would fade for something unseen."""
    scene = draft_briefing.current().scenes[number - 1]
    filters = {name: kept for name, kept in {**scene.filters, key: codes}.items() if kept}
    shown = set(dataset.features["id"][scene.model_copy(update={"filters": filters}).mask(dataset)])
    draft_briefing.edit(number, filters=filters, highlight=tuple(name for name in scene.highlight if name in shown))
