"""Read text from strangers: TOML within bounds, I-JSON, control characters."""
