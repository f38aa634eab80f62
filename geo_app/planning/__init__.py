"""The planner's page, a panel for each of its sections."""
