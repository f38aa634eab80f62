"""Whether the layers that a restart would read can be used, asked in a process apart: they take hundreds of MB."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset


def broken_layers() -> dict[str, str]:
    """Return each layer that cannot be used, with its first fault."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
        return apart.submit(_broken).result()


def _broken() -> dict[str, str]:
    catalogue = load_catalogue()
    faults = load_dataset(catalogue).faults
    return {layer: found[0].sentence("en") for layer, found in faults.items()}
