"""Page /sources: every source, method and fault."""
