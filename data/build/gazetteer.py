"""The districts built before, in both editions (2021 and today), asked by place, by line or by code."""

from functools import cached_property

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data.build.entries import Place
from data.build.paths import BuildError
from data.build.write import read_layer

PLAN, TODAY = "districts", "districts-2025"
REGIONS = ("core", "northeast", "southeast")
SLIVER = 0.001  # share of a district below which an overlap is only the two editions' lines not being one


class Gazetteer:
    """Outlines, names and regions of the districts of both editions."""

    def __init__(self) -> None:
        layers = {dataset: read_layer(dataset) for dataset in (PLAN, TODAY)}
        self._shapes: dict[str, dict[str, BaseGeometry]] = {
            dataset: {f["properties"]["adcode"]: shape(f["geometry"]) for f in features}
            for dataset, features in layers.items()
        }
        self._names: dict[str, str] = {f["properties"]["adcode"]: f["properties"]["name_zh"] for f in layers[PLAN]}
        self._regions: dict[str, str] = {f["properties"]["adcode"]: f["properties"]["region"] for f in layers[PLAN]}

    def find_district(self, place: Place) -> str:
        """Find the adcode of the district of 2021 that holds a place.

        Raises
        ------
        BuildError
            When that is not the district which the row of the place names.
        """
        found = self.list_touched(place.make_point())
        names = "、".join(self._names[adcode] for adcode in found) or "no district"
        if [self._names[adcode] for adcode in found] != [place.district]:
            raise BuildError(
                f"platform_points.csv, {place.name_zh}: lies in {names}, but the row says {place.district}"
            )
        return found[0]

    def find_code(self, name: str) -> str:
        """Find the adcode of a district of 2021 by its Chinese name."""
        for adcode, known in self._names.items():
            if known == name:
                return adcode
        raise BuildError(f"there is no district {name}")

    def find_regions(self, districts: list[str]) -> list[str]:
        """Find the regions of some districts of 2021, in the plan's order."""
        found = {self._regions[adcode] for adcode in districts}
        return [region for region in REGIONS if region in found]

    def list_touched(self, geometry: BaseGeometry | None, dataset: str = PLAN) -> list[str]:
        """List the adcodes of the districts that a geometry touches, sorted; none where there is no geometry."""
        if geometry is None:
            return []
        return sorted(adcode for adcode, outline in self._shapes[dataset].items() if outline.intersects(geometry))

    def follow(self, districts: list[str], name: str) -> list[str]:
        """Return what districts of 2021 are called today, for a feature of which only these are known.

        Raises
        ------
        BuildError
            When one of them was divided: then the table of the feature `name` must say which part is meant.
        """
        for adcode in districts:
            if len(self._heirs[adcode]) > 1:
                raise BuildError(f"{name}: {self._names[adcode]} was divided in 2025, so districts_2025 must be stated")
        return sorted({heir for adcode in districts for heir in self._heirs[adcode]})

    @cached_property
    def _heirs(self) -> dict[str, list[str]]:
        """Return for each district of 2021 those of today that lie on its ground."""
        today = self._shapes[TODAY]
        return {
            adcode: [new for new in today if shapely.intersection(old, today[new]).area > SLIVER * old.area]
            for adcode, old in self._shapes[PLAN].items()
        }
