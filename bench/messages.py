"""What a websocket's messages are made of: which kinds of element weigh most."""

import json
from collections import Counter
from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def kind_of(message: ForwardMsg) -> str:
    """Return what a message carries, e.g. `delta/checkbox`."""
    kind = message.WhichOneof("type") or "?"
    if kind != "delta":
        return kind
    what = message.delta.WhichOneof("type") or "?"
    if what == "new_element":
        return f"element/{message.delta.new_element.WhichOneof('type')}"
    return f"delta/{what}"


def weigh(frames: Iterable[bytes]) -> list[tuple[str, int, int]]:
    """Return (kind, messages, bytes) of the frames received, heaviest first."""
    count: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for frame in frames:
        kind = kind_of(ForwardMsg.FromString(frame))
        count[kind] += 1
        size[kind] += len(frame)
    return [(kind, count[kind], weight) for kind, weight in size.most_common()]


def map_parts(frames: Iterable[bytes]) -> list[tuple[str, int]]:
    """Return (argument, bytes of its JSON) of the map's own message, heaviest first."""
    parts: Counter[str] = Counter()
    for frame in frames:
        message = ForwardMsg.FromString(frame)
        if kind_of(message) == "element/component_instance":
            arguments = json.loads(message.delta.new_element.component_instance.json_args)
            parts.update({name: len(json.dumps(value)) for name, value in arguments.items()})
    return parts.most_common()
