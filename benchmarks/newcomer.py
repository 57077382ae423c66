"""Seconds of processor time for a new review that begins with a large file of another program.

    .venv/bin/python -m benchmarks.newcomer [--records 10000] [--profiles FOLDER]

Of the papers in the file a twentieth is included, a twentieth excluded, and the others wait. Each
command is a process of its own, whose start counts, too; the stand-in for PubMed does not count.
"""

import argparse
import csv
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from benchmarks import planted
from benchmarks.baseline import Shape, Writer
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.wiring.runtime import Runtime

DECIDED = 20
"""Of so many papers one is included and one excluded."""
FILE = "papers.csv"
WEEKS = 3


@dataclass(frozen=True, kw_only=True)
class Commands:
    """The program's commands in one review."""

    review: Path
    environment: Mapping[str, str]
    profiles: Path | None
    """Where the profile of each command goes, if anywhere."""

    def timed(self, name: str, *arguments: str) -> None:
        """Print the processor's seconds of one command, those of its processes included."""
        how = ["-m", "bot", *arguments]
        if self.profiles:
            how = ["-m", "cProfile", "-o", str(self.profiles / f"{name}.prof"), *how]
        before = _used()
        done = subprocess.run(  # noqa: S603 - the program itself
            [sys.executable, *how], cwd=self.review, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        print(f"{name:<16}{_used() - before:>8.1f} s", flush=True)
        if done.returncode:
            sys.exit(f"{done.stdout}{done.stderr}")

    def git(self, *arguments: str) -> None:
        """Run git in the review."""
        subprocess.run(["git", *arguments], cwd=self.review, check=True)  # noqa: S603, S607 - git is on the PATH


def main() -> None:
    """Begin a review, import the file, and let three weeks go by."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--profiles", type=Path)
    given = parser.parse_args()
    if given.profiles:
        given.profiles.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        EutilsServer([story.corpus("week1.xml")], reads_terms=True) as server,
    ):
        review = Path(folder) / "review"
        review.mkdir()
        environment = {
            **Runtime().environment, "NCBI_EUTILS_URL": server.url, "NCBI_API_KEY": "demo",
            "GITHUB_TOKEN": "", "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        commands = Commands(review=review, environment=environment, profiles=given.profiles)
        _begin(commands, Path(folder) / "remote.git")
        _write(Path(folder) / FILE, given.records)
        commands.timed("import", "import", "--offline", f"../{FILE}")
        commands.git("add", "--all")
        commands.git("commit", "--quiet", "-m", "Import")
        commands.git("push", "--quiet", "origin", "main")
        for week in range(WEEKS):
            # What is imported bears the date of today, and no run may be older.
            day = Runtime().today + timedelta(weeks=week)
            commands.timed(f"run, week {week + 1}", "run", "--push", "--today", f"{day}")
        commands.git("merge", "--quiet", "--no-edit", "--ff-only", "origin/living-review/update")
        for command in ("render", "check", "doctor"):
            commands.timed(command, command)
        commands.timed("decide --list", "decide", "--list")
        commands.timed("export", "export", "asreview-csv", "--to", "../decided.csv")
        commands.timed("import again", "import", "--offline", f"../{FILE}")


def _begin(commands: Commands, remote: Path) -> None:
    """An empty review with the demo's protocol, in a repository with a remote one."""
    commands.git("init", "--quiet", "--initial-branch=main")
    commands.git("init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    commands.git("remote", "add", "origin", str(remote))
    for key, value in (("name", "A newcomer"), ("email", "newcomer@example.org")):
        commands.git("config", f"user.{key}", value)
    commands.timed("init", "init")
    (commands.review / "review.yaml").write_text(story.protocol(), encoding="utf-8")
    commands.git("add", "--all")
    commands.git("commit", "--quiet", "-m", "Begin")
    commands.git("push", "--quiet", "origin", "main")


def _write(file: Path, count: int) -> None:
    """The file of another program, with so many invented papers."""
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(
            out, ["title", "abstract", "authors", "year", "journal", "doi", "decision"]
        )
        table.writeheader()
        table.writerows(_rows(count))


def _rows(count: int) -> Iterator[Mapping[str, object]]:
    chance, writer = Random(1), Writer(1, Shape())  # noqa: S311 - invented papers, not secrets
    for number in range(count):
        belongs = number % DECIDED == 0
        paper = planted.relevant(chance, beyond=False) if belongs else planted.irrelevant(chance)
        decision = "include" if belongs else "exclude" if number % DECIDED == 1 else ""
        yield {
            "title": f"{paper.title.rstrip('.')}: {writer.text(4, 10)}",
            "abstract": f"{writer.text(60, 120)}. {paper.abstract} {writer.text(60, 120)}.",
            "authors": f"Moon {chr(65 + number % 26)}; Sol B; Terra C",
            "year": 1990 + number % 36,
            "journal": "The invented journal of moon tea",
            "doi": f"10.9999/moon.{number}",
            "decision": decision,
        }


def _used() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
