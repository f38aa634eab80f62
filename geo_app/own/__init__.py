"""Layers that a visitor brings."""
