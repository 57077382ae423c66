"""The few numbers at the top of a review."""

from bot.domain.claims import Cohort, Synthesis
from bot.synthesis.overview import overview
from bot.topics.loading import load as load_topic
from tests.rendering.hand_made import record, state, study

TOPIC = load_topic("neuroimaging")


def test_animals_are_no_people_with_pain_and_none_whose_number_is_missing() -> None:
    studies = [study(1, n=20), study(2, n=12, species="rat"), study(3, n=0, species="mouse")]
    known = state([record(number) for number in (1, 2, 3)], studies)
    cohorts = tuple(Cohort(id=each.id, studies=(each.id,)) for each in studies)

    counted = overview(known, Synthesis(cohorts=cohorts), TOPIC)

    assert (counted.cohorts, counted.people, counted.unstated, counted.typical) == (3, 20, 0, 20)
    assert not counted.of_people
