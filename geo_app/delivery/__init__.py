"""Page /delivery: what the plan promised and what has become of it."""
