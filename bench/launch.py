"""Streamlit with a stopwatch around each run of the script: `python -m bench.launch PAGE --server.port N`.

The stopwatch stands where Streamlit itself begins and ends a run, so callbacks, navigation and the clean-up of widgets
count too, as they do for a visitor who waits. One line for each run goes to the file that BENCH_RUNS names: wall time,
the script thread's own processor time, and the part of the wall time that Streamlit's garbage collection after the
script took, all in ms.
"""

import gc
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from streamlit.runtime.scriptrunner import script_runner
from streamlit.web import cli

ScriptRunner = script_runner.ScriptRunner
run_script = ScriptRunner._run_script  # noqa: SLF001 (Streamlit offers no hook)
collected = SimpleNamespace(ms=0.0)


def collect_timed(generation: int) -> int:
    """Collect garbage as Streamlit does after each run, and add up how long that took."""
    began = time.perf_counter()
    found = gc.collect(generation)
    collected.ms += (time.perf_counter() - began) * 1000
    return found


def run_timed(self: Any, rerun_data: Any) -> None:
    """Run the script and write down what it took."""
    collected.ms = 0.0
    wall, own = time.perf_counter(), time.thread_time()
    try:
        run_script(self, rerun_data)
    finally:
        took = [(time.perf_counter() - wall) * 1000, (time.thread_time() - own) * 1000, collected.ms]
        with Path(os.environ["BENCH_RUNS"]).open("a", encoding="ascii") as log:
            log.write(" ".join(f"{ms:.3f}" for ms in took) + "\n")


if __name__ == "__main__":
    script_runner.gc = SimpleNamespace(collect=collect_timed)
    ScriptRunner._run_script = run_timed  # noqa: SLF001
    cli.main(["run", *sys.argv[1:]], prog_name="streamlit")
