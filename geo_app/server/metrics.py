"""What Prometheus may ask: runs and how long they took, faults, sessions, uploads refused, datasets refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from streamlit.runtime import Runtime

from geo_app.server import upload_memory
from layers import __version__

REGISTRY = CollectorRegistry()
Info("open_map_build", "The version that runs", registry=REGISTRY).info({"version": __version__})
# a click feels immediate below 0.1 s and broken above 10
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
RUNS = Counter("open_map_runs", "Runs of the script", ["page", "outcome"], registry=REGISTRY)
DURATION = Histogram("open_map_run_seconds", "How long a run took", ["page"], buckets=SECONDS, registry=REGISTRY)
FAULTS = Counter("open_map_faults", "Errors that a visitor was told of", ["kind"], registry=REGISTRY)
REFUSED = Counter("open_map_uploads_refused", "Files that were not taken", ["topic", "reason"], registry=REGISTRY)
EDITIONS = Counter("open_map_editions", "New data found while running", ["outcome"], registry=REGISTRY)
for outcome in ("taken", "refused", "failed"):
    EDITIONS.labels(outcome)  # a figure that is not there yet cannot be watched
BROKEN = Gauge("open_map_broken_layers", "Layers that cannot be used, of the data that is shown", registry=REGISTRY)
for reason in upload_memory.REASONS:
    REFUSED.labels("upload", reason)
UPLOADED = Gauge("open_map_upload_bytes", "Files of visitors in memory, on their way or kept", registry=REGISTRY)
UPLOADED.set_function(lambda: float(upload_memory.held().total()))


class Sessions(Collector):
    """Visitors connected now, as Streamlit counts them."""

    def collect(self) -> Iterator[Metric]:
        """Yield the one gauge; nothing where no server runs (a test, the command line)."""
        if not Runtime.exists():
            return
        stats = Runtime.instance().stats_mgr.get_stats(family_names=["active_sessions"])
        for stat in stats.get("active_sessions", ()):
            yield GaugeMetricFamily(
                "open_map_sessions", "Visitors connected now", value=float(getattr(stat, "value", 0))
            )


REGISTRY.register(Sessions())
ProcessCollector(registry=REGISTRY)


def observe_run(page: str, outcome: str, seconds: float) -> None:
    """Count one run of the script."""
    RUNS.labels(page, outcome).inc()
    DURATION.labels(page).observe(seconds)


def count_edition(outcome: str) -> None:
    """Count what became of new data: taken, refused or failed."""
    EDITIONS.labels(outcome).inc()


def watch_broken(count: Callable[[], int]) -> None:
    """Ask `count` for the number of layers that cannot be used, whenever somebody asks us."""
    BROKEN.set_function(count)


def count_refused(topic: str, why: object) -> None:
    """Count an upload that was refused, by the code of its first fault; never by anything that a visitor wrote."""
    REFUSED.labels(topic, _reason(why)).inc()


def _reason(why: object) -> str:
    """Return the code of the first fault inside `why`, however it is wrapped."""
    for name in ("code", "key"):
        found = getattr(why, name, None)
        if isinstance(found, str):
            return found
    inside = getattr(why, "findings", why)
    if isinstance(inside, (tuple, list)):
        return next((reason for part in inside if (reason := _reason(part)) != "other"), "other")
    return "other"


def text() -> bytes:
    """Return everything in the text format of Prometheus."""
    return bytes(generate_latest(REGISTRY))
