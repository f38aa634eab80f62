"""Monitor the plan: indicators, progress and delivery."""
