"""The shipped dataset, as planning asks about it."""

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.planning.context import PlanningContext
from layers.query.nearest import ProximityIndex

EDITION = load_dataset(load_catalogue())
GROUND = PlanningContext(EDITION, ProximityIndex(EDITION))
