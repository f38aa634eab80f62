"""Read layers into a dataset, check their schema, reload them when files change."""
