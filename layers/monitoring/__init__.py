"""Indicators, progress and delivery: what has become of the plan."""
