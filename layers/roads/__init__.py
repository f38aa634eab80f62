"""Distances by road: the graph's file, its network, how well it agrees with published distances, and what is said."""
