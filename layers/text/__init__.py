"""Read text from strangers: TOML within bounds, control characters."""
