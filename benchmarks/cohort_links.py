"""Reports of one study: what tells them from other reports of the same team, and what is asked.

    cohort_links.py EXPORT... [--groups FILE]

EXPORT is a Covidence CSV or an EndNote XML with authors and abstracts. Two reports with one trial
registration number are of one study; two that both have numbers, and none in common, are not: such
pairs with two authors in common are the labelled ones. FILE is JSON lines of reports that a person
grouped: ``id``, ``authors``, ``year``, ``sizes`` (by role), ``condition``, ``cohort`` and, where
the person was not sure, ``"sure": false``; those are asked for at best.

Prints the regression from which ``bot/synthesis/study_linkage.py`` has its weights, each pair being
judged by the weights of all others, and how pairs fare with the weights that the program has.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from lxml import etree
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import LeaveOneOut, cross_val_predict

from bot.domain.claims import Species
from bot.extraction.arms.reading import read_arms
from bot.extraction.vocabulary import load
from bot.synthesis.study_linkage import REGISTERED, StudyProfile, link_between, name_key
from bot.topics.rules import LinkageRules

PENALTY = 10.0
"""The inverse of scikit-learn's: weak, as there are two features and some forty pairs."""
UNSURE = "unsure"
INSTITUTION = re.compile(
    r"universi|hospital|institut|cent(?:re|er)\b|clinic\b|college", re.IGNORECASE
)

Label = Callable[[StudyProfile, StudyProfile], "bool | str | None"]


@dataclass(frozen=True)
class Pair:
    """Two reports, and whether they are of one study; nothing where that is not known."""

    a: StudyProfile
    b: StudyProfile
    same: bool | str | None

    @property
    def features(self) -> tuple[float, int, int]:
        """The part of the shorter list of authors in common, groups of one size, other centres."""
        fewest = min(len(self.a.authors), len(self.b.authors))
        shared = len(self.a.authors & self.b.authors) / fewest if fewest else 0
        centres = self.a.centres, self.b.centres
        elsewhere = all(centres) and centres[0].isdisjoint(centres[1])
        return shared, min(2, len(self.a.sizes & self.b.sizes)), int(elsewhere)

    @property
    def fate(self) -> str:
        """What the program does with the pair."""
        a, b = (replace(paper, registered=frozenset()) for paper in (self.a, self.b))
        link = link_between(a, b, LinkageRules())
        return "apart" if link is None else "joined" if link.certain else "asked"


def main() -> None:
    """Print the regression and the table of fates."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("exports", type=Path, nargs="+")
    arguments.add_argument("--groups", type=Path)
    asked = arguments.parse_args()
    reports = _distinct(report for path in asked.exports for report in _exported(path))
    pairs = list(_pairs(reports, _by_number))
    if asked.groups:
        cohorts: dict[str, tuple[str, bool]] = {}
        grouped = list(_grouped(asked.groups, cohorts))
        pairs += _pairs(grouped, lambda a, b: _by_cohort(cohorts[a.id], cohorts[b.id]))
    _regression([pair for pair in pairs if isinstance(pair.same, bool)])
    fates = Counter((str(pair.same), pair.fate) for pair in pairs)
    print("\n| pairs with two authors in common | joined | asked | apart |\n|---|---|---|---|")
    for label, words in (("True", "one study"), ("False", "two studies"),
                         (UNSURE, "a person is not sure"), ("None", "not labelled")):  # fmt: skip
        row = [str(fates[label, fate]) for fate in ("joined", "asked", "apart")]
        print(f"| {words} | {' | '.join(row)} |")


def _regression(pairs: Sequence[Pair]) -> None:
    features = np.array([pair.features for pair in pairs])
    same = np.array([pair.same for pair in pairs])
    model = LogisticRegression(C=PENALTY, max_iter=5_000)
    told = cross_val_predict(model, features, same, cv=LeaveOneOut(), method="predict_proba")[:, 1]
    model.fit(features, same)
    print(
        f"{len(pairs)} labelled pairs, {same.sum()} of one study: intercept "
        f"{model.intercept_[0]:.2f}, shared authors {model.coef_[0][0]:.2f}, equal sizes "
        f"{model.coef_[0][1]:.2f}, other centres {model.coef_[0][2]:.2f}; "
        f"log loss {log_loss(same, told):.3f}, lowest of one study "
        f"{told[same].min():.2f}, highest of two {told[~same].max():.2f}"
    )


def _pairs(reports: Sequence[StudyProfile], label: Label) -> Iterator[Pair]:
    for a, b in combinations(reports, 2):
        if len(a.authors & b.authors) > 1:
            yield Pair(a, b, label(a, b))


def _by_number(a: StudyProfile, b: StudyProfile) -> bool | None:
    if not (a.registered and b.registered):
        return None
    return bool(a.registered & b.registered)


def _by_cohort(a: tuple[str, bool], b: tuple[str, bool]) -> bool | str:
    if a[0] != b[0]:
        return False
    return True if a[1] and b[1] else UNSURE


def _distinct(reports: Iterable[tuple[str, StudyProfile]]) -> list[StudyProfile]:
    """One report of each title: the one that says most, with the centres that any names."""
    titles: dict[str, StudyProfile] = {}
    for title, report in reports:
        key = re.sub(r"\W", "", title.casefold())[:80]
        other = titles.get(key, report)
        titles[key] = replace(max(other, report, key=_says), centres=other.centres | report.centres)
    return list(titles.values())


def _says(report: StudyProfile) -> tuple[int, int]:
    return len(report.registered), len(report.sizes)


def _exported(path: Path) -> Iterator[tuple[str, StudyProfile]]:
    rows = _csv(path) if path.suffix == ".csv" else _xml(path)
    for at, (title, authors, year, abstract, address) in enumerate(rows):
        profile = _profile(f"{path.stem}/{at}", title, authors, year, abstract)
        parts = re.split(r"[,;.\r\n]", address)
        centres = (re.sub(r"\W", "", part.casefold()) for part in parts if INSTITUTION.search(part))
        yield title, replace(profile, centres=frozenset(centres))


def _csv(path: Path) -> Iterator[tuple[str, list[str], str, str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            authors = row["Authors"].split(";")
            yield row["Title"], authors, row["Published Year"], row["Abstract"], ""


def _xml(path: Path) -> Iterator[tuple[str, list[str], str, str, str]]:
    for record in etree.parse(path).getroot().iter("record"):
        title, year, abstract, address = (
            " ".join(_text(part) for part in record.findall(place))
            for place in ("titles/title", "dates/year", "abstract", "auth-address")
        )
        authors = [_text(author) for author in record.findall("contributors/authors/author")]
        yield title, authors, year, abstract, address


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _profile(id: str, title: str, authors: list[str], year: str, abstract: str) -> StudyProfile:
    groups = read_arms(title, abstract, load("neuroimaging")).groups
    printed = re.search(r"\d{4}", year)
    return StudyProfile(
        id=id, name="", year=int(printed[0]) if printed else None, centres=frozenset(),
        authors=frozenset(name_key(author.strip()) for author in authors if author.strip()),
        sizes=frozenset(
            (group.role or group.label.casefold(), group.n)
            for group in groups if group.n and group.role != "total"
        ),
        conditions=frozenset(), species=Species.HUMAN, pmid=id, notices=frozenset(),
        registered=frozenset(found.upper() for found in REGISTERED.findall(f"{title} {abstract}")),
    )  # fmt: skip


def _grouped(path: Path, cohorts: dict[str, tuple[str, bool]]) -> Iterator[StudyProfile]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        cohorts[row["id"]] = (row["cohort"], row.get("sure", True))
        yield StudyProfile(
            id=row["id"], name="", year=row["year"], centres=frozenset(row.get("centres", ())),
            authors=frozenset(map(name_key, row["authors"])),
            sizes=frozenset(row["sizes"].items()), conditions=frozenset((row["condition"],)),
            species=Species.HUMAN, pmid=row["id"], notices=frozenset(), registered=frozenset(),
        )  # fmt: skip


if __name__ == "__main__":
    main()
