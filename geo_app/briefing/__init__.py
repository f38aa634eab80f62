"""Talks: reading, changing, sharing and taking them away."""
