"""Claims that words speak against are refused, and their near twins pass: invented sentences."""

import pytest

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.checks.validation import check
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
LOWER = "ReHo of the insula was lower in patients with pain than in healthy controls"
ARMS = (
    "METHODS: 30 patients with lung cancer pain, 28 patients with lung cancer and no pain and 31 \
healthy controls were scanned.\nRESULTS: "
)


def failures(
    text: str, direction: str, comparison: str, *, measure: str = "ReHo", region: str = "insula"
) -> tuple[str, ...]:
    """Why a claim whose quote is the first sentence of the results fails."""
    abstract = ARMS + text
    quote = text.split(". ", maxsplit=1)[0].rstrip(".")
    finding = Finding(
        id="f1", measure=measure, region=region, direction=Direction(direction),
        comparison=comparison, quote=Quote(text=quote, start=len(ARMS)),
        clinical_variable="pain" if "correlation" in direction else "",
    )  # fmt: skip
    return check(finding, "", abstract, VOCABULARY).failures


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        (
            "ReHo of the insula was higher in patients with pain than in healthy controls.",
            "pain_vs_hc",
            "pain_vs_cancer_no_pain",
        ),
        (
            "After radiotherapy, ReHo of the insula was higher than before radiotherapy.",
            "post_vs_pre",
            "pain_vs_hc",
        ),
        (
            "ReHo of the insula was higher in those with severe pain than in those with mild pain.",
            "pain_high_vs_low",
            "pain_vs_hc",
        ),
        (
            "In patients who later had pain, ReHo of the insula was higher than in volunteers.",
            "pain_vs_hc",
            "post_vs_pre",
        ),
        (
            "ReHo of the insula was higher in patients without pain than in healthy controls.",
            "cancer_no_pain_vs_hc",
            "pain_vs_hc",
        ),
    ],
)
def test_a_claimed_comparison_agrees_with_the_groups_that_its_words_name(
    text: str, true: str, false: str
) -> None:
    assert failures(text, "increase", true) == ()
    assert failures(text, "increase", false)


@pytest.mark.parametrize("what", ["pain scores", "the duration", "its intensity"])
def test_what_rises_with_a_score_is_no_difference_between_groups(what: str) -> None:
    text = f"ReHo of the insula increased with {what} in patients with pain (r = 0.4)."
    assert failures(text, "increase", "pain_vs_cancer_no_pain")


@pytest.mark.parametrize(
    "text",
    [
        f"{LOWER}. With p = 0.4 it tells nothing.",
        f"{LOWER}, which we cannot distinguish from noise.",
        f"{LOWER}; however, when age was entered the effect was lost.",
        f"{LOWER} without, but not after, correction for age.",
        f"{LOWER} in none of the sessions.",
        LOWER.replace("was lower", "was anything but lower"),
        f"That {LOWER.replace('was', 'is')} (Moss et al., 2009) rests on a few people.",
        f"Some teams claim that {LOWER}.",
        LOWER.replace("was lower", "ought to be lower"),
        f"Supposing {LOWER}, 40 people are enough.",
    ],
)
def test_what_is_not_asserted_is_refused(text: str) -> None:
    assert failures(text, "decrease", "pain_vs_hc")


@pytest.mark.parametrize(
    ("text", "direction", "comparison"),
    [
        (
            "ReHo of the insula was the same in patients with pain and in healthy controls.",
            "none",
            "pain_vs_hc",
        ),
        (
            "ReHo of the insula in patients with pain exceeded that of healthy controls.",
            "increase",
            "pain_vs_hc",
        ),
        (
            "The longer the pain of the patients, the smaller was ReHo of the insula.",
            "negative_correlation",
            "within_pain_group",
        ),
        (
            "ReHo of the insula and pain rose together in the patients.",
            "positive_correlation",
            "within_pain_group",
        ),
        (
            "Increased ReHo of the insula in the patients was normalised after surgery.",
            "decrease",
            "post_vs_pre",
        ),
        (
            "ReHo of the insula was decreased in the patients and returned to normal later.",
            "increase",
            "post_vs_pre",
        ),
    ],
)
def test_what_is_plainly_said_passes(text: str, direction: str, comparison: str) -> None:
    assert failures(text, direction, comparison) == ()


def test_what_returned_to_normal_went_the_other_way() -> None:
    text = "ReHo of the insula was decreased in the patients and returned to normal later."
    assert failures(text, "decrease", "post_vs_pre")
    assert failures(text, "decrease", "pain_vs_hc") == ()


def test_what_was_not_normalised_stayed_as_it_was() -> None:
    text = "The increased ReHo of the insula in patients with pain was not normalised by surgery."
    assert failures(text, "increase", "pain_vs_hc") == ()
    assert failures(text, "decrease", "pain_vs_hc")
    assert failures(text, "decrease", "post_vs_pre")


def test_impaired_integrity_is_lower() -> None:
    text = "FA showed {} integrity of the fornix in patients with pain."
    for word, refused in (("impaired", False), ("no impaired", True)):
        why = failures(text.format(word), "decrease", "pain_vs_hc", measure="FA", region="fornix")
        assert bool(why) is refused


DESIGNS = """\
40 adults with gout and 39 symptom-free volunteers were scanned. ReHo of the insula fell in gout.
Patients with mild pain served as controls. ReHo of the insula was reduced in those with bone pain.
Mice with bone cancer got and received drug X or saline. ReHo of the insula fell in treated mice.
25 women after chemotherapy and 27 others were seen. ReHo of the insula fell after chemotherapy.
PET was done twice. ReHo of the insula was reduced, which increased after surgery.
Patients were scanned. Six weeks after surgery, ReHo of the insula was reduced in 12.
Patients were scanned. We suggest that reduced ReHo of the insula be read with care.
""".splitlines()
CLAIMED = (
    "patients_vs_patients", "pain_vs_hc", "model_vs_control", "post_vs_pre", "post_vs_pre",
    "pain_vs_cancer_no_pain", "pain_vs_hc",
)  # fmt: skip


@pytest.mark.parametrize(("abstract", "comparison"), [*zip(DESIGNS, CLAIMED, strict=True)])
def test_a_comparison_that_the_design_rules_out_is_refused(abstract: str, comparison: str) -> None:
    quote = abstract.split(". ", maxsplit=1)[1].rstrip(".")
    finding = Finding(
        id="f1", measure="ReHo", region="insula", direction=Direction.DECREASE,
        comparison=comparison, quote=Quote(text=quote, start=abstract.index(quote)),
    )  # fmt: skip
    assert check(finding, "", abstract, VOCABULARY).failures


@pytest.mark.parametrize(
    ("text", "true"),
    [
        (("The increase of ReHo in the insula was smaller in patients with pain than in healthy"
         " controls."), "decrease"),
        (("The decline of ReHo in the insula was less pronounced in patients with pain than in"
         " healthy controls."), "increase"),
        (("ReHo of the cuneus was lower, that of the insula higher, in patients with pain than in"
         " healthy controls."), "increase"),
        (("Patients with pain had greater ReHo of the cuneus than healthy controls; the reverse"
         " held for the insula."), "decrease"),
        ("Patients with pain had lower ReHo and higher CBF in the insula than healthy controls.",
         "decrease"),
    ],
)  # fmt: skip
def test_the_sign_of_a_construction_is_not_that_of_its_nearest_word(text: str, true: str) -> None:
    false = {"increase": "decrease", "decrease": "increase"}[true]
    assert failures(text, true, "pain_vs_hc") == ()
    assert failures(text, false, "pain_vs_hc")


@pytest.mark.parametrize(
    "text",
    [
        "Quince prevented the loss of ReHo in the insula of patients with pain.",
        "ReHo of the insula may be reduced in patients with pain.",
        "ReHo was lower in patients with pain with the exception of the insula.",
    ],
)
def test_what_was_kept_from_happening_or_may_be_is_refused(text: str) -> None:
    assert failures(text, "decrease", "pain_vs_unspecified")


@pytest.mark.parametrize(
    ("text", "true", "region_b"),
    [
        (("The insula showed increased FC with the cuneus but decreased FC with the putamen in"
         " patients with pain versus healthy controls."), "decrease", "putamen"),
        (("FC between the insula and the cuneus was increased, and that between the insula and the"
         " putamen was reduced, in patients with pain."), "increase", "cuneus"),
    ],
)  # fmt: skip
def test_a_connection_has_the_sign_of_the_clause_of_its_other_end(
    text: str, true: str, region_b: str
) -> None:
    abstract = ARMS + text
    for direction, passes in (("increase", true == "increase"), ("decrease", true == "decrease")):
        finding = Finding(
            id="f1", measure="FC", region="insula", region_b=region_b,
            direction=Direction(direction), comparison="pain_vs_unspecified",
            quote=Quote(text=text.rstrip("."), start=len(ARMS)),
        )  # fmt: skip
        said = [
            why
            for why in check(finding, "", abstract, VOCABULARY).failures
            if "seems to say" in why
        ]
        assert (not said) is passes
