"""The shipped edition, as planning asks about it."""

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_edition
from layers.planning.context import Ground
from layers.query.nearest import Nearness

EDITION = load_edition(load_catalogue())
GROUND = Ground(EDITION, Nearness(EDITION))
