"""One file a check on where features lie and what they say."""
