"""Read untrusted text: bounded TOML, control characters."""
