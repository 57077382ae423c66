"""The order of what waits, after a person decided some of it."""

from random import Random

from bot.demo import story
from bot.domain.records import Article, Record, Section
from bot.screening.ranking import learned_ranks, reordered
from bot.settings import parse
from tests.invented import papers

PROTOCOL = parse(story.protocol())


def test_what_a_person_takes_in_brings_up_what_is_like_it() -> None:
    chance = Random(3)  # noqa: S311 - invented papers, not secrets
    some = papers(1, 40, chance, share=0.5)
    words = {
        one.pmid: Article(
            record=Record(id=one.pmid, title=one.title), sections=(Section(text=one.abstract),)
        )
        for one in some
    }
    belongs = {one.pmid: one.belongs for one in some}
    decided = [(words[one.pmid], one.belongs) for one in some[:20]]
    waiting = {one.pmid: words[one.pmid] for one in some[20:]}
    ranks = learned_ranks(decided, waiting, PROTOCOL)
    order = reordered(tuple(waiting), ranks, ())
    relevant = sum(belongs[key] for key in order)
    assert 0 < relevant < len(order)
    assert all(belongs[key] for key in order[:relevant])


def test_what_was_not_ranked_or_is_on_the_screen_keeps_its_place() -> None:
    ranks = {"a": 0.1, "c": 0.9, "d": 0.5}
    assert reordered("abcd", ranks, ()) == ("c", "b", "d", "a")
    assert reordered("abcd", ranks, ("a",)) == ("a", "b", "c", "d")
