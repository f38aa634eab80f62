"""A slow disk and a clock that jumps, inside a server started as ever: INJECT names the file that orders them.

The file is JSON: `slow`, seconds that each opening of a file of the data takes, and `clock`, seconds that the clock on
the wall is off. It is read at each call, so a test changes both while visitors are there. The recorder of outgoing
calls stands in another file of this name, which this one hides: it is run from here.
"""

import json
import os
import runpy
import sys
import time

ORDERS, DATA, RECORDER = (os.environ.get(name, "") for name in ("INJECT", "OPEN_MAP_DATA", "INJECT_RECORDER"))
_clock, _sleep = time.time, time.sleep


def ordered(name: str) -> float:
    """Return what is ordered now; nothing where the file is being written."""
    try:
        descriptor = os.open(ORDERS, os.O_RDONLY)  # not `open`: the hook below would be asked again
    except OSError:
        return 0.0
    try:
        return float(json.loads(os.read(descriptor, 1000) or b"{}").get(name, 0.0))
    except ValueError:
        return 0.0
    finally:
        os.close(descriptor)


def slow_down(event: str, details: tuple[object, ...]) -> None:
    """Wait before a file of the data is opened."""
    path = details[0] if event == "open" else None
    if isinstance(path, str) and path.startswith(DATA) and path != ORDERS:
        _sleep(ordered("slow"))


if RECORDER:
    runpy.run_path(RECORDER)
if ORDERS:
    time.time = lambda: _clock() + ordered("clock")
    sys.addaudithook(slow_down)
