"""Likeness to the protocol and to the nearest relevant paper."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.screening.similarity import CHUNK, NearestRelevant, Prior, RelevantNeighbours, Scale

Floats = NDArray[np.float64]

TEA, STARS, BOTH = [1.0, 0.0], [0.0, 1.0], [0.8, 0.6]


def _nearest(seen: csr_matrix, relevant: Sequence[int]) -> tuple[NearestRelevant, Floats]:
    places = np.array(relevant)
    return RelevantNeighbours.of(seen, places).nearest(places)


def test_a_scale_tells_deviations_from_the_mean() -> None:
    assert Scale.of(np.array([1.0, 3.0])).standardised(np.array([1.0, 2.0, 5.0])).tolist() == [
        -1,
        0,
        3,
    ]


def test_papers_all_alike_have_a_scale() -> None:
    assert Scale.of(np.array([2.0, 2.0])).standardised(np.array([2.0])).tolist() == [0]


def test_what_is_like_the_question_ranks_higher() -> None:
    seen = csr_matrix([TEA, BOTH, STARS])
    tea, both, stars = Prior.of(csr_matrix([TEA]), seen).standardised(seen)
    assert tea > both > stars


def test_words_of_the_papers_found_first_join_the_question() -> None:
    """Nobody asked for the third word: it stands where the one asked for stands."""
    seen = csr_matrix([[0.8, 0.0, 0.6], [0.0, 1.0, 0.0]])
    expanded, other = Prior.of(csr_matrix([[1.0, 0.0, 0.0]]), seen).standardised(
        csr_matrix([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    )
    assert expanded > other


@pytest.mark.parametrize(("papers", "joined"), [(20, 1), (21, 2), (40, 2), (41, 3)])
def test_the_nearest_twentieth_of_the_papers_joins_the_question(papers: int, joined: int) -> None:
    """Paper by paper less like the question, each with a word of its own."""
    seen = np.zeros((papers, 1 + papers))
    seen[:, 0] = np.linspace(0.9, 0.1, papers)
    seen[:, 1:] = 0.5 * np.eye(papers)
    asked = np.eye(1, 1 + papers)
    prior = Prior.of(csr_matrix(asked), csr_matrix(seen))
    assert prior.query == pytest.approx(asked[0] + seen[:joined].mean(axis=0))
    assert prior.scale == Scale.of(seen @ prior.query)


def test_the_similarity_is_the_cosine_with_the_nearest_paper() -> None:
    nearest, near = _nearest(csr_matrix([TEA, STARS, BOTH]), [0, 1])
    assert near == pytest.approx(
        Scale.of(np.array([0, 0, 0.8])).standardised(np.array([0, 0, 0.8]))
    )
    assert nearest.standardised(csr_matrix([BOTH])) == pytest.approx(near[2:])


def test_the_nearest_relevant_paper_counts() -> None:
    nearest, _ = _nearest(csr_matrix([TEA, STARS, BOTH]), [0, 1])
    near, far = nearest.standardised(csr_matrix([TEA, [0.5, 0.5]]))
    assert near > far


def test_no_paper_is_compared_with_itself() -> None:
    _, near = _nearest(csr_matrix([TEA, STARS, BOTH]), [0, 1])
    assert near[0] == near[1] < near[2]


@pytest.mark.parametrize("number", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 1])
def test_any_number_of_papers_is_compared(number: int) -> None:
    seen = csr_matrix([TEA, *[STARS] * number])
    nearest, near = _nearest(seen, range(number + 1))
    assert near[0] < near[1]
    assert np.unique(near[1:]).size == 1
    assert nearest.standardised(seen).shape == (number + 1,)


def test_of_relevant_papers_those_are_compared_that_are_not_hidden() -> None:
    papers = csr_matrix([TEA, STARS, BOTH, TEA])
    _, near = RelevantNeighbours.of(papers, np.array([0, 1, 3])).nearest(np.array([1, 3]))
    assert near.tolist() == _nearest(papers, [1, 3])[1].tolist()
