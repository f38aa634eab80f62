"""Run GDAL on untrusted files in a sandbox process with limits."""
