"""The visitor's view, session and caches: URL, uploads, draft briefing."""
