"""`python -m layers`: the catalogue and its checks on the command line."""

from layers.cli import main

main(prog_name="python -m layers")
