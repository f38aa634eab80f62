"""How long it takes to rank the whole catalogue with 500 draws of errors and weights: `python -m bench.ranking`."""

import time
from statistics import median, quantiles

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.nearest import ProximityIndex
from layers.suitability.candidates import Candidates
from layers.suitability.presets import criteria, load_presets
from layers.suitability.ranking import DRAWS, rank
from layers.suitability.requirements import Requirements

RUNS = 30
TARGET_S = 0.2


def main() -> None:
    dataset, terms = load_dataset(load_catalogue()), load_presets()
    known = dataset.catalogue
    heaviest = Requirements(
        functions=tuple(known.functions), industries=tuple(known.industries), wide=True,
        weights=dict.fromkeys(criteria(known), 3),
    )  # fmt: skip
    for what, kinds in (("candidates", terms.candidates), ("every feature", tuple(known.kinds))):
        candidates = Candidates(dataset, terms.model_copy(update={"candidates": kinds}), ProximityIndex(dataset))
        began = time.perf_counter()
        ranked = rank(heaviest, candidates)
        first = time.perf_counter() - began
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            rank(heaviest, candidates)
            times.append(time.perf_counter() - began)
        middle, slow = median(times), quantiles(times, n=20)[-1]
        verdict = "met" if middle <= TARGET_S else "NOT MET"
        print(
            f"ranking, {what}: {len(candidates.ids)} places ({len(ranked.places)} ranked), all criteria, "
            f"{DRAWS} draws, {RUNS} runs: median {middle * 1000:.1f} ms, p95 {slow * 1000:.1f} ms, "
            f"first {first * 1000:.0f} ms; "
            f"target {TARGET_S * 1000:.0f} ms {verdict}"
        )


if __name__ == "__main__":
    main()
