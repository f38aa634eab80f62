"""Briefings: scenes as data, their words filled from data, and one document that presents them."""
