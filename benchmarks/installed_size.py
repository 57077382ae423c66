"""What an installation takes in site-packages, library by library, in MB of a million bytes.

.venv/bin/python benchmarks/installed_size.py SITE_PACKAGES --at-most 300
"""

import argparse
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

TOOLS = {"pip", "setuptools"}
"""What a new environment comes with, whoever installs into it."""

LISTED = 12


def main() -> int:
    """Print the largest libraries and the whole; 1 when that is more than is allowed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--at-most", type=float, metavar="MB")
    options = arguments.parse_args()
    installed = [
        each for each in distributions(path=[str(options.folder)]) if each.name not in TOOLS
    ]
    sizes = sorted(((sum(_sizes(each)), each) for each in installed), key=_size, reverse=True)
    for size, library in sizes[:LISTED]:
        print(f"{size:7.1f}  {library.name} {library.version}")
    print(f"{sum(size for size, _ in sizes[LISTED:]):7.1f}  {len(sizes[LISTED:])} others")
    whole = sum(size for size, _ in sizes)
    print(f"{whole:7.1f}  MB in all, without what Python compiles for itself")
    return int(options.at_most is not None and whole > options.at_most)


def _size(entry: tuple[float, Distribution]) -> float:
    return entry[0]


def _sizes(library: Distribution) -> Iterator[float]:
    """Of each file that the library's wheel brought."""
    for file in library.files or ():
        path = Path(str(library.locate_file(file)))
        if path.suffix != ".pyc" and path.is_file():
            yield path.stat().st_size / 1e6


if __name__ == "__main__":
    sys.exit(main())
