"""Briefings: scenes as data, placeholders filled from the dataset, and one document that presents them."""
