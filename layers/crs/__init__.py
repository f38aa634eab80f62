"""Coordinate reference systems and the transformations between them."""
