"""Run GDAL on strangers' files in a process apart, with limits."""
