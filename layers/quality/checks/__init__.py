"""One file a check on where features lie and what they say: a `CODE` and `check(layer, district_index)`.

They run in the order of `run.CHECKS`; how to add one: CONTRIBUTING.md.
"""
