"""What reading a stranger's text costs, measured in a process of its own, which a limit of memory ends, not us."""

import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from geo_app.state.url import read
from layers.briefing import presenter_page
from layers.briefing.file import read_briefing, write_briefing
from layers.briefing.link import from_code
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.errors import OpenMapError
from layers.ingest.validate import validate
from layers.monitoring.user_values import read_own_actuals
from layers.planning.context import PlanningContext
from layers.planning.scenario import from_geojson
from layers.planning.user_statistics import read_user_statistics
from layers.query.nearest import ProximityIndex
from layers.suitability.contacts import read_contacts
from layers.text.bounded_toml import read_toml

MOST_MEMORY, MOST_SECONDS = 100, 2.0  # MB, and seconds of a processor: what a text may cost
LAYER_MEMORY = 200  # MB: an honest layer of 250,000 points, which is a megabyte of text, takes 115
CEILING, PATIENCE = 1_500_000_000, 20  # bytes and seconds at which the process is ended
EDITION = load_dataset(load_catalogue())
AREAS = PlanningContext(EDITION, ProximityIndex(EDITION)).areas("38")
EDITION.index  # noqa: B018 (worked out once, as a server does before its first visitor)
CREDIT = presenter_page.SceneCredit({"zh": "", "en": ""}, {"zh": "", "en": ""})


def _briefing(content: bytes) -> None:
    briefing, _ = read_briefing(content, EDITION)
    presenter_page.talk_of(briefing, "own", EDITION, CREDIT, "zh")
    write_briefing(briefing)


# what a visitor or an operator may hand in → its reader
READERS: Mapping[str, Callable[[bytes], object]] = {
    "briefing": _briefing,
    "talk": lambda content: from_code(content.decode(), EDITION),
    "address": lambda content: read(parse_qs(content.decode(), keep_blank_values=True), EDITION).to_query(EDITION),
    "toml": lambda content: read_toml(content.decode()),
    "figures": lambda content: read_user_statistics("a.csv", content, AREAS, "38"),
    "actuals": lambda content: read_own_actuals("a.csv", content),
    "contacts": lambda content: read_contacts(content, frozenset(EDITION.features["id"])),
    "draft": lambda content: from_geojson(content, EDITION),
    "geojson": lambda content: validate("a.geojson", content),
    "csv": lambda content: validate("a.csv", content),
}


@dataclass(frozen=True)
class Cost:
    """What reading took, and how it ended: `read`, `refused`, or the name of an error that nobody expects."""

    seconds: float
    megabytes: float
    end: str
    said: str = ""


def cost(reader: str, content: bytes) -> Cost:
    """Return what it costs to hand `content` to a reader, in a new process that no text can keep."""
    with ProcessPoolExecutor(1, mp_context=_warm()) as pool:
        try:
            return pool.submit(_measured, reader, content).result()
        except BrokenProcessPool:
            return Cost(float(PATIENCE), CEILING / 1e6, "died")


def _warm() -> multiprocessing.context.BaseContext:
    """Return a way to start processes that have the dataset read already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _measured(reader: str, content: bytes) -> Cost:
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + CEILING, taken + CEILING))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    before, began, said = _peak(), time.process_time(), ""
    try:
        READERS[reader](content)
        end = "read"
    except OpenMapError as error:
        end, said = "refused", str(error)[:200]
    except BaseException as error:  # noqa: BLE001 (what it is, is what is asked)
        end, said = type(error).__name__, str(error)[:200]
    return Cost(time.process_time() - began, _peak() - before, end, said)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def many(unit: str, size: int, head: str = "", tail: str = "") -> bytes:
    """Return `unit` over and over between `head` and `tail`, `size` bytes in all; `№` in it becomes a new number."""
    room, parts, number = size - len(head.encode()) - len(tail.encode()), list[str](), 0
    while unit:
        part = unit.replace("№", f"{number:x}")
        room -= len(part.encode())
        if room < 0:
            break
        parts.append(part)
        number += 1
    return f"{head}{''.join(parts)}{tail}".encode()


def feature(properties: object, geometry: object = None) -> str:
    """Return one GeoJSON feature as text."""
    return json.dumps({"type": "Feature", "properties": properties, "geometry": geometry}, ensure_ascii=False)
