"""Words in Chinese and English, and references into the plan's text."""
