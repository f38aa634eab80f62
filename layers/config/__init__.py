"""What an operator sets: settings, branding, base map tiles, log format."""
