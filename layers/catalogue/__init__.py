"""The catalogue of layers: models and catalogue.toml."""
