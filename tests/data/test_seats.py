"""District seats: each lies in its district, and says where it comes from."""

import pytest
from shapely.geometry import Point, shape

from data.build.paths import DATA
from tests.data.plan import read_rows
from tests.data.shipped import read_features

SEATS = read_rows(DATA / "seats.csv")
DISTRICTS = {feature["properties"]["adcode"]: feature for feature in read_features("districts")}


@pytest.mark.parametrize("seat", SEATS, ids=lambda seat: seat["adcode"])
def test_a_seat_lies_in_its_district(seat: dict[str, str]) -> None:
    district = DISTRICTS[seat["adcode"]]
    assert seat["district_zh"] == district["properties"]["name_zh"]
    assert shape(district["geometry"]).contains(Point(float(seat["lon"]), float(seat["lat"])))
    assert seat["geonameid"].isdigit()
    assert float(seat["error_km"]) > 0


def test_seats_are_sorted_and_single() -> None:
    codes = [seat["adcode"] for seat in SEATS]
    assert codes == sorted(set(codes))
    assert DISTRICTS.keys() - set(codes) == {"500105", "500106"}  # no usable entry: a point inside stands for them
