"""The symbology of codes, on the map and in its legend."""
