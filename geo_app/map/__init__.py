"""The map page: map, card, drawer."""
