"""The page of a review of interventions, on the invented trials of the demo."""

import csv
import io
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from bot import settings
from bot.adapters.templates import renderer
from bot.demo.papers import as_pubmed, invented_papers, protocol
from bot.domain.claims import Synthesis
from bot.domain.decisions import Decision
from bot.domain.estimates import Estimate, goes_against
from bot.domain.facts import Fact, Facts, Quote
from bot.domain.protocol import Better, OutcomeWords
from bot.domain.risk_of_bias import BiasJudgement, RiskOfBias
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.studies import TO_CHECK, Direction, Study
from bot.domain.verdicts import Judge, Verdict
from bot.domain.versions import NewsKind
from bot.extraction.own_terms import with_own_terms
from bot.pipeline.read_study import read_study
from bot.rendering.change_sentences import change_sentence
from bot.rendering.documents import documents
from bot.rendering.estimate_words import figures, pooled_words, printed_size
from bot.rendering.in_brief import in_brief
from bot.rendering.labels import TermLabels
from bot.rendering.news import news
from bot.rendering.summary_of_findings import summary_row
from bot.rendering.tallies import units
from bot.sources.pubmed.parsing import parse
from bot.synthesis import pooled_effects
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised
from bot.wiring.vocabularies import chosen_vocabulary
from tests.synthesis.test_pooled_effects import claim, difference

OF_THE_BRAIN = re.compile(
    r"\b(?:brains?|cerebral|cort(?:ex|ical)|hemispheres?|neuro\w*|imaging|MRI|tesla|connectivity"
    r"|regions?|voxel\w*|cancer|healthy controls)\b",
    re.IGNORECASE,
)
PROTOCOL = settings.parse(protocol("clinical"))
VOCABULARY = chosen_vocabulary(PROTOCOL, Path())


@lru_cache
def state(*later: int) -> State:
    included = [
        paper
        for paper in invented_papers("clinical")
        if paper.verdict is Verdict.INCLUDE or paper.id in later
    ]
    articles = parse(as_pubmed(included)).articles
    decisions = tuple(
        Decision(record=article.record.id, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="ada",
                 on="2026-11-02", reasons=("A trial.",))
        for article in articles
    )  # fmt: skip
    studies = {
        article.record.id: read_study(article.record, article, VOCABULARY) for article in articles
    }
    return State(
        records=tuple(article.record for article in articles), decisions=decisions, studies=studies
    )


@lru_cache
def made() -> dict[str, str]:
    return rendered(state())


def rendered(held: State) -> dict[str, str]:
    return documents(held, PROTOCOL, VOCABULARY, renderer(Path(), "clinical"), None)


def row(text: str, *words: str) -> str:
    return next(line for line in text.splitlines() if all(word in line for word in words))


@pytest.mark.parametrize("end", [float("-inf"), float("nan"), -1e308])
def test_an_interval_that_nobody_can_mean_is_not_pooled_and_breaks_nothing(end: float) -> None:
    key, study = next(iter(state().studies.items()))
    wide = tuple(
        replace(finding, estimate=replace(finding.estimate, low=end))
        for finding in study.findings
        if finding.estimate
    )
    changed = replace(state(), studies={**state().studies, key: replace(study, findings=wide)})

    assert not any(finding.estimate and finding.estimate.has_interval for finding in wide)
    assert "## Summary of findings" in rendered(changed)["REVIEW.md"]


def test_three_trials_with_the_same_measure_are_pooled() -> None:
    line = row(made()["REVIEW.md"], "**Disability**", "up to 3 months")
    assert "3 (570)" in line
    assert "MD \u22123.2 points on 0\u201324 (95% CI" in line
    assert "Pooled by random effects from 3 of 3 trials; 95% prediction interval" in line
    assert "with each trial in turn left out" in line


def test_a_sentence_says_what_its_trials_found_together() -> None:
    pooled = "Pooled from 3 trials: MD \u22123.2 points on 0\u201324 (95% CI \u2212"
    assert f"low certainty). {pooled}" in row(made()["REVIEW.md"], "- Disability", "up to 3 months")
    assert pooled in made()["review/evidence/disability.md"]


def test_a_pooled_estimate_has_no_more_decimals_than_its_trials_print() -> None:
    trials = tuple(
        difference(*numbers) for numbers in ((-9.2, -13.1, -5), (-6, -11, -1), (-1, -8, 3))
    )
    effect = pooled_effects.pooled(claim(trials))
    assert effect
    assert re.fullmatch(
        r"MD \u2212\d\.\d points on 0\u201310 \(95% CI [\d.\u2212 to]+\)", pooled_words(effect)
    )
    ratios = (Estimate(measure="RR", value=0.82, low=0.41, high=1.603),) * 3
    effect = pooled_effects.pooled(claim(ratios))
    assert effect
    assert pooled_words(effect).startswith("RR 0.82 (95% CI 0.")


def test_what_lowers_certainty_in_every_row_is_said_once() -> None:
    text = made()["REVIEW.md"]
    unjudged = "risk of bias (not judged by people yet)"
    source = "read from abstracts, so low at most"
    assert f"\nWhat limits certainty in every row: {unjudged}; {source}.\n" in text
    assert text.count(unjudged) == 1
    assert "very low<br>imprecision (" in row(text, "**Sick leave**")
    assert not re.search(r";\w", text.partition("## Summary of findings")[2].partition("## ")[0])


def test_the_table_of_claims_holds_what_was_pooled() -> None:
    claims = list(csv.DictReader(io.StringIO(made()["review/claims.csv"])))
    (disability,) = (
        claim for claim in claims if claim["family"] == "disability" and claim["pooled"]
    )
    assert (disability["pooled_measure"], disability["pooled_trials"]) == ("MD", "3")
    assert (
        float(disability["pooled_low"])
        < float(disability["pooled"])
        < 0
        < float(disability["pooled_high"])
    )
    assert 0 <= float(disability["i_squared"]) < 1
    assert {claim["pooled"] for claim in claims if claim["family"] == "sick_leave"} <= {""}


def test_two_trials_are_not_pooled_and_where_they_differ_nothing_is_called_a_benefit() -> None:
    line = row(made()["REVIEW.md"], "**Quality of life**")
    assert "higher in 1 of 2; no clear difference in 1 of 2<br>Two trials, not pooled" in line
    assert "benefit" not in line


def test_estimates_that_are_not_pooled_are_told_as_printed() -> None:
    pain = row(made()["REVIEW.md"], "**Pain**", "over 3 to 12 months")
    assert "extracted from 2 of 2: MD \u22128.0 and \u22121.0 points on 0\u2013100" in pain
    assert "extracted from 1 of 2: RR 2.40 |" in row(made()["REVIEW.md"], "**Adverse events**")


def test_gaps_name_the_times_of_which_no_trial_reports_a_result() -> None:
    gaps = made()["REVIEW.md"].partition("## Evidence gaps")[2]
    between = "Quality of life; Adverse events; Depression"
    assert f"\n- No result that counts, over 3 to 12 months: {between}.\n" in gaps
    # sick leave was measured at no time that is printed
    assert "No result that counts, up to 3 months" not in gaps


def test_a_pooled_interval_that_includes_no_effect_lowers_certainty() -> None:
    alike = {
        id: replace(study, findings=tuple(
            replace(finding, estimate=replace(finding.estimate, value=-3.2, low=-4.0, high=-2.4))
            if finding.measure == "disability" and finding.estimate else finding
            for finding in study.findings
        ))
        for id, study in state().studies.items()
    }  # fmt: skip
    words = "the pooled interval includes no effect"
    doubtful, sure = (
        row(text["REVIEW.md"], "**Disability**", "up to 3 months")
        for text in (made(), rendered(replace(state(), studies=alike)))
    )
    assert words in doubtful
    assert "benefit" not in doubtful
    assert words not in sure
    assert "benefit" in sure


def test_a_comparator_whose_words_the_protocol_gives_to_another_is_no_gap() -> None:
    (line,) = (
        line for line in made()["REVIEW.md"].splitlines() if line.startswith("| Comparators |")
    )
    assert "No exercise" in line
    assert line.endswith("| none |")


def test_the_heading_over_quotes_names_the_time_and_the_intervention_once() -> None:
    headings = [
        line for line in made()["review/evidence/pain.md"].splitlines() if line[:3] == "## "
    ]
    assert headings[0] == "## Pain: Exercise versus no exercise, up to 3 months"
    assert len(set(headings)) == len(headings)


def test_a_sentence_closes_with_one_pair_of_brackets() -> None:
    findings = [line for line in made()["REVIEW.md"].splitlines() if line.startswith("- ")]
    assert any(" (up to 3 months; " in line for line in findings)
    assert not any(") (" in line for line in findings)


def test_benefit_and_harm_follow_the_protocol() -> None:
    assert "· **benefit**" in row(made()["REVIEW.md"], "**Pain**", "versus sham")


def test_a_hazard_ratio_below_1_is_a_benefit_for_survival() -> None:
    assert VOCABULARY
    asked = with_own_terms(
        VOCABULARY,
        replace(PROTOCOL, outcomes={"survival": OutcomeWords(better=Better.HIGHER)}),
    )
    ratio = Estimate(measure="HR", value=0.7, low=0.6, high=0.82)
    reported = replace(claim((ratio,) * 3, (Direction.INCREASE,) * 3), family="survival")
    summed_up = summary_row(reported, TermLabels(vocabulary=asked))
    assert summed_up.pooled
    assert summed_up.meaning == "benefit"
    assert not goes_against("HR", "mortality")


def test_every_trial_prints_its_own_estimate() -> None:
    lines = [line for line in made()["REVIEW.md"].splitlines() if "Galloway-Nought" in line]
    printed = "MD \u221211.5 points on 0\u2013100 (95% CI \u221217.2 to \u22125.8; p "
    assert any(printed in line and "not judged" in line for line in lines)


def test_the_numbers_of_one_estimate_have_the_same_decimals() -> None:
    assert figures(-1.9, -4.8, 1.0) == ["\u22121.9", "\u22124.8", "1.0"]
    assert figures(-5.456, -11.02, 0.1) == ["\u22125.46", "\u221211.02", "0.10"]
    assert figures(-0.001) == ["0"]


def test_what_the_protocol_asks_about_and_no_trial_reports_is_a_gap() -> None:
    asked = {**PROTOCOL.outcomes, "return to the sea": OutcomeWords()}
    wider = replace(PROTOCOL, outcomes=asked)
    text = documents(
        state(), wider, chosen_vocabulary(wider, Path()), renderer(Path(), "clinical"), None
    )
    assert "| **Return to the sea** | | 0 | No result extracted | | |" in text["REVIEW.md"]
    assert row(text["REVIEW.md"], "| Outcomes |", "Pain (").endswith("Return to the sea |")
    comparators = row(text["REVIEW.md"], "| Comparators |")
    assert "Usual care" not in comparators  # which the protocol counts as no exercise


def test_an_outcome_whose_results_all_wait_is_not_called_unreported() -> None:
    waiting = {
        key: replace(
            study,
            findings=tuple(
                replace(it, status=TO_CHECK) if it.measure == "disability" else it
                for it in study.findings
            ),
        )
        for key, study in state().studies.items()
    }
    number = sum(it.measure == "disability" for study in waiting.values() for it in study.findings)
    text = rendered(replace(state(), studies=waiting))["REVIEW.md"]
    assert number
    assert f"| **Disability** | | 0 | {number} results to check, none counted yet | | |" in text


def test_a_test_is_printed_beside_an_estimate_that_has_none() -> None:
    estimate = Estimate(measure="MD", value=-0.5, low=-1.0, high=0.0)
    assert printed_size(estimate, "p = .03").endswith("; p = .03")
    assert "p = .03" not in printed_size(replace(estimate, p="= 0.03"), "p = .03")


def test_risk_of_bias_is_what_people_enter() -> None:
    judged = RiskOfBias(randomisation=BiasJudgement.HIGH)
    held = state()
    studies = {key: _judged(study, judged) for key, study in held.studies.items()}
    text = rendered(State(records=held.records, decisions=held.decisions, studies=studies))
    assert "high risk of bias as judged by people" in text["REVIEW.md"]
    assert ",high," in text["review/studies.csv"]


def _judged(study: Study, judged: RiskOfBias) -> Study:
    return replace(study, risk_of_bias=judged)


def test_the_forest_plot_says_its_units_and_what_it_shows_in_words() -> None:
    figure = made()["review/figures/forest.svg"]
    unit = "points on 0\u201324; lower is better"
    assert f">Exercise versus no exercise; {unit}<" in figure
    pooled = "Disability (up to 3 months), exercise versus no exercise: MD \u22123.2 points"
    assert pooled in figure
    assert pooled in row(made()["REVIEW.md"], "![", "forest.svg")


def test_the_forest_plot_prints_the_weight_of_each_pooled_trial_and_of_no_other() -> None:
    figure, review = made()["review/figures/forest.svg"], made()["REVIEW.md"]
    drawn = [float(share) for share in re.findall(r">([\d.]+)%<", figure)]
    assert drawn.count(100.0) == figure.count(">Weight<") > 0
    assert sum(share for share in drawn if share < 100) == pytest.approx(
        100 * drawn.count(100.0), abs=0.5
    )
    assert "| 100.0% |" in row(review, "| Pain |", "| Pooled |")
    assert "| \u2013 |" in row(review, "| Pain |", "Marlowe-Fenn")


def test_a_trial_that_only_moves_a_pooled_estimate_is_told_with_both() -> None:
    before, after = state(910000009), state(910000009, 910000010)
    names = TermLabels(vocabulary=VOCABULARY)
    turned = changes(synthesised(before, VOCABULARY), synthesised(after, VOCABULARY))
    pain, disability = (change_sentence(change, names) for change in turned)
    assert pain.startswith("Still conflicting: pain with exercise")
    assert "; very low certainty). Pooled from 7 trials: MD \u22125.5 points on 0\u2013100" in pain
    assert disability.startswith("Updated: disability may be lower with exercise")
    assert "3 of 5 trials, no clear difference in the others; previously 3 of 4" in disability
    assert "Pooled from 5 trials: MD \u22123.0 points on 0\u201324" in disability
    assert "; previously MD \u22123.3 points on 0\u201324" in disability
    first = [
        change_sentence(one, names) for one in changes(Synthesis(), synthesised(after, VOCABULARY))
    ]
    assert any(
        "Pooled from 5 trials: MD" in sentence and "previously" not in sentence
        for sentence in first
    )
    told = {item.sort: item.text for item in news(before, after, turned, names)}
    assert told[NewsKind.UPDATED] == disability


def test_events_are_more_frequent_and_not_higher() -> None:
    assert "more frequent in 1 of 2" in row(made()["REVIEW.md"], "**Adverse events**")
    assert "- Adverse events were more frequent with exercise than" in made()["REVIEW.md"]


def test_the_forest_plot_is_the_same_whenever_it_is_drawn() -> None:
    figure = made()["review/figures/forest.svg"]
    assert figure == rendered(state())["review/figures/forest.svg"]
    assert "Galloway-Nought" in figure
    assert "MD \u221211.5 [\u221217.2, \u22125.8]" in figure


def test_no_document_has_a_word_of_brains() -> None:
    found = {
        path: hits for path, text in made().items()
        if (hits := {hit.lower() for hit in OF_THE_BRAIN.findall(text)})
    }  # fmt: skip
    assert not found


def test_imprecision_names_the_one_cause_that_holds() -> None:
    line = row(made()["REVIEW.md"], "**Adverse events**")
    assert "fewer than 400 people in all" in line
    assert "in a group" not in line


def test_the_brief_of_trials_says_how_many_findings_are_pooled() -> None:
    found = synthesised(state(), VOCABULARY)
    brief = in_brief(found, TermLabels(vocabulary=VOCABULARY), consistent=3)
    number = sum(pooled_effects.pooled(claim) is not None for claim in found.claims)
    assert f"independent trials ({number} of them pooled; 1 conflicting)." in brief


def test_trials_and_other_studies_together_are_studies_and_no_cohorts() -> None:
    trial = synthesised(state(), VOCABULARY).claims[0]
    assert units([trial]) == "trials"
    assert units([trial, replace(trial, randomised=False)]) == "studies"


def test_what_papers_call_a_thing_opens_with_a_capital_among_the_gaps() -> None:
    key, study = next(iter(state().studies.items()))
    quote = Quote(text="moon dust", start=0)
    dust = (Fact(value="other:moon dust", quote=quote),)
    facts = Facts({**study.facts.by_kind, "interventions": dust})
    changed = replace(state(), studies={**state().studies, key: replace(study, facts=facts)})
    assert "; Moon dust (1)" in row(rendered(changed)["REVIEW.md"], "| Interventions |")


def test_a_study_that_is_no_trial_is_called_one_study() -> None:
    alone = next(one for one in synthesised(state(), VOCABULARY).claims if one.total == 1)
    names = TermLabels(vocabulary=VOCABULARY)
    assert summary_row(alone, names).method == "One trial"
    assert summary_row(replace(alone, randomised=False), names).method == "One study"


def test_studies_that_are_not_read_yet_are_of_no_counted_trials() -> None:
    run = Run(on="2026-11-16", version="1", searches=(), retrieved=8)
    unread = replace(state(), studies={}, runs=(run,))
    assert "0 independent" not in row(rendered(unread)["REVIEW.md"], "> **", "studies**")


def test_of_what_was_not_extracted_nobody_hears_that_the_paper_lacks_it() -> None:
    page = made()["REVIEW.md"]
    tables = "\n".join(line for line in page.splitlines() if line.startswith("|"))

    assert "not extracted" in tables
    assert not re.search(r"not (?:printed|reported)|without a printed size", tables)
