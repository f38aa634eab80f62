"""Messages in Chinese and English, and references into the plan."""
