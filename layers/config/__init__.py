"""The operator's configuration: settings, branding, base map tiles, log format."""
