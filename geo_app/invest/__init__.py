"""The investor's page: need, ranking, shortlist."""
