"""What stands around the pages: requests, headers, health, figures, logs."""
