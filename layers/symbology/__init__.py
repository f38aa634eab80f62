"""What a code looks like on a map and in its legend."""
