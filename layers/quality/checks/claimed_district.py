"""Features outside the district that they claim."""

from __future__ import annotations

from layers.quality.claims import check_claims
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult

CODE = "districts"


def check(layer: CheckedLayer, district_index: DistrictIndex) -> CheckResult:
    """Return the features that lie outside the district they claim."""
    return check_claims(layer, district_index)
