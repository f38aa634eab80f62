"""The courses of the trade corridors: tables, networks, shared track, features."""
