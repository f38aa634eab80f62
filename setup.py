"""Give the package its dependencies from requirements.txt, the one list; all else stands in pyproject.toml."""

from pathlib import Path

from setuptools import setup

LINES = Path(__file__).with_name("requirements.txt").read_text(encoding="utf-8").splitlines()
setup(install_requires=[line.partition(" #")[0] for line in LINES if line and not line.startswith(("#", "-"))])
