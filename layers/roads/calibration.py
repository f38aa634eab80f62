"""How well the road network agrees with published distances, as the build measured it; the graph's file carries it."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from layers.arrays import Floats, Mask


class Calibration(BaseModel):
    """Factor and band from one half of the published distances, and how they did on the other.

    Attributes
    ----------
    factor
        Published over network, median of the calibrating half.
    band
        Half width of the band, as a share of the distance.
    reach_km
        How far a place of an exact position may lie from the nearest edge: where 95 % of the named ends lie.
    rows, held_rows
        Published distances in the calibrating and in the held-out half.
    held_median, held_p90
        Relative error of the held-out half.
    held_share
        Share of the held-out half that lies within the band.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    factor: float = Field(gt=0)
    band: float = Field(ge=0, lt=1)
    reach_km: float = Field(ge=0)
    rows: int
    held_rows: int
    held_median: float
    held_p90: float
    held_share: float


def held_out(straight_km: Floats) -> Mask:
    """Return the mask (n,) of the held-out half: ordered by straight distance, every second pair of places.

    All that is published of a pair, both ways, has one straight distance and so falls into one half.
    """
    pairs = np.unique(np.round(straight_km, 3), return_inverse=True)[1]
    return np.asarray(pairs % 2 == 1)
