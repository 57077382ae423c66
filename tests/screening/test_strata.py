"""PubMed's records by what they are to a review, joined file by file."""

from dataclasses import replace
from functools import reduce
from random import Random

import numpy as np
import pytest

from bot.domain.records import Article, Record
from bot.screening.strata import (
    ASIDE,
    DELETED,
    KNOWN,
    STRATA,
    UNSCORED,
    BackfillCandidate,
    Limits,
    Sample,
    Scan,
    joined,
    moved,
    ranges,
    stratum_of,
)

LIMITS = Limits(best=5, drawn=4)


def _scan(name: str, scores: dict[int, float], deleted: tuple[int, ...] = ()) -> Scan:
    """What a file brings that holds papers of these scores by PMID."""
    papers = [
        BackfillCandidate(
            article=Article(record=Record(id=str(pmid), pmid=str(pmid))),
            stratum=stratum_of(score), score=score, chance=pmid * 7919 % 1009, matched={},
        )
        for pmid, score in scores.items()
    ]  # fmt: skip
    best = sorted(papers, key=lambda paper: (-paper.score, paper.pmid))[: LIMITS.best]
    groups = ([paper for paper in papers if paper.stratum == at] for at in range(UNSCORED, STRATA))
    gone = ASIDE.index(DELETED)
    return Scan(
        files=1, last=name, limits=LIMITS, best=tuple(best),
        pmids=np.array([*scores, *deleted], dtype=np.uint32),
        strata=np.array([*map(stratum_of, scores.values()), *[gone] * len(deleted)], np.uint8),
        samples=tuple(Sample.of(group, LIMITS.drawn) for group in groups),
    )  # fmt: skip


def _facts(scan: Scan) -> tuple[object, ...]:
    places = sorted(zip(scan.pmids.tolist(), scan.strata.tolist(), strict=True))
    return scan.files, places, scan.best, scan.samples


def _files(seed: int, *, revised: bool) -> list[Scan]:
    """Six files; later ones may revise and delete what earlier ones hold."""
    chance = Random(seed)  # noqa: S311 - invented scores, not secrets
    files = []
    for number in range(6):
        pmids = range(1, 120) if revised else range(100 * number, 100 * number + 100)
        scores = {pmid: chance.random() for pmid in chance.sample(pmids, 30)}
        files.append(_scan(f"{number}", scores, tuple(chance.sample(range(900, 920), 3))))
    return files


@pytest.mark.parametrize("revised", [False, True])
def test_files_are_joined_in_any_number_of_steps(*, revised: bool) -> None:
    for seed in range(5):
        files = _files(seed, revised=revised)
        row = reduce(joined, files)
        pairs = [joined(files[at], files[at + 1]) for at in (0, 2, 4)]
        tree = joined(joined(pairs[0], pairs[1]), pairs[2])
        assert (tree.sizes, tree.files) == (row.sizes, row.files)
        if not revised:
            assert _facts(tree) == _facts(row)


def test_a_later_file_replaces_what_an_earlier_one_said() -> None:
    whole = joined(_scan("a", {1: 0.9, 2: 0.8, 3: 0.3}), _scan("b", {2: 0.1}, deleted=(1,)))
    assert [(paper.pmid, paper.score) for paper in whole.best] == [(3, 0.3), (2, 0.1)]
    assert whole.sizes[ASIDE.index(DELETED)] == 1
    assert sum(whole.sizes) == 3


def test_a_file_that_comes_twice_counts_once() -> None:
    (file, *_) = _files(1, revised=False)
    twice = joined(file, file)
    assert _facts(replace(twice, files=1)) == _facts(file)


def test_samples_are_what_a_draw_from_the_whole_would_have_been() -> None:
    files = _files(3, revised=True)
    whole = reduce(joined, files)
    for sample in whole.samples:
        assert len(sample.papers) <= LIMITS.drawn
        chances = [paper.chance for paper in sample.papers]
        assert chances == sorted(chances)
        assert all(chance < sample.bound for chance in chances)


def test_what_is_set_aside_is_no_candidate_any_more() -> None:
    scan = moved(_scan("a", {1: 0.9, 2: 0.8}), {1, 77}, KNOWN)
    assert [paper.pmid for paper in scan.kept] == [2]
    assert scan.sizes[ASIDE.index(KNOWN)] == 1


def test_every_score_has_its_stratum() -> None:
    limits = dict(zip(range(UNSCORED, STRATA), ranges(), strict=True))
    for score in (0.0, 0.04999, 0.05, 0.5, 0.8, 0.9996, 0.9997, 1.0):
        low, high = limits[stratum_of(score)]
        assert low <= score < high or score == high == 1.0
