"""Makes `data/geojson/` from named sources and our own tables; run by hand, never imported at run time."""
