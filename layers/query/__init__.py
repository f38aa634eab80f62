"""Ask a dataset: filters, search, nearest, attribute table, provenance."""
