"""One file a format: decode an uploaded file into a raw layer."""
