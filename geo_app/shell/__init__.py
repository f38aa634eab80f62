"""What stands round every page: sidebar, branding, reconnect, style."""
