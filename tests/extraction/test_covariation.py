"""What goes with more or less of a variable is a correlation, whichever side tells the change."""

import pytest

from bot.extraction.reader import read
from tests.extraction.gout import Said, said

UP, DOWN = "positive_correlation", "negative_correlation"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "More severe tophi were associated with increased FC between the cuneus and insula.",
            {("FC", "cuneus-insula", UP)},
        ),
        (
            "Joint pain intensity was related to greater activation of the thalamus.",
            {("task_activation", "thalamus", UP)},
        ),
        (
            "Older age was linked to thinner cortex in the cuneus, thicker cortex in the insula.",
            {("cortical_thickness", "cuneus", DOWN), ("cortical_thickness", "insula", UP)},
        ),
        (
            "Greater activity of the amygdala foretold more headache.",
            {("task_activation", "amygdala", UP)},
        ),
        (
            "Worse word recall went with lower FA of the fornix.",
            {("FA", "fornix", UP)},
        ),
        (
            "Higher FA of the fornix was associated with better pain.",
            {("FA", "fornix", DOWN)},
        ),
    ],
)
def test_a_graded_variable_is_associated_with_a_change(text: str, wanted: Said) -> None:
    assert said(text) == wanted


def test_a_variable_begins_behind_the_verb_that_reports_it() -> None:
    sentence = "Analyses revealed worse word recall was associated with thinner cortex of the pons."
    (finding,) = read("", f"METHODS: We scanned 20 women.\nRESULTS: {sentence}").findings
    assert finding.clinical_variable == "word recall"


@pytest.mark.parametrize("whose", ["of the G+ group", "in our gout patients"])
def test_a_variable_ends_before_the_people_it_is_of(whose: str) -> None:
    sentence = f"ReHo of the insula correlated with tophus counts {whose}."
    (finding,) = read("", f"METHODS: We scanned 20 women.\nRESULTS: {sentence}").findings
    assert finding.clinical_variable == "tophus counts"


def test_two_changes_of_one_pair_have_a_sign_each() -> None:
    text = "The longer the pain, the weaker the FC of the pons and the stronger the FC of the DMN."
    signs = {place.split("-")[0]: sign for _, place, sign in said(text)}
    assert signs == {"pons": DOWN, "default_mode_network": UP}


def test_two_pairs_of_more_and_less_have_a_sign_each() -> None:
    text = "The lower the GMD of the pons, the longer the pain, and the higher that of the insula,"
    assert said(f"{text} the more frequent attacks were.") == {
        ("GMD", "pons", DOWN),
        ("GMD", "insula", UP),
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients with stronger FC between the amygdala and the insula had better recall.",
            ("FC", "amygdala-insula", UP),
        ),
        (
            "Participants with lower CBF in the putamen reported more intense joint pain.",
            ("CBF", "putamen", DOWN),
        ),
        (
            "Individuals with greater activation of the precuneus showed worse attention.",
            ("task_activation", "precuneus", DOWN),
        ),
    ],
)
def test_people_with_more_of_a_measure_have_more_of_a_variable(
    text: str, wanted: tuple[str, str, str]
) -> None:
    assert said(text) == {wanted}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Cuneus volume shrank as headache intensity grew.",
            ("GMV", "cuneus", DOWN),
        ),
        (
            "Insula activity rose as mood ratings fell.",
            ("task_activation", "insula", DOWN),
        ),
        (
            "We saw increased activation of the fusiform gyrus with age.",
            ("task_activation", "fusiform_gyrus", UP),
        ),
        (
            "There was less FC between the insula and the cuneus with longer illness duration.",
            ("FC", "cuneus-insula", DOWN),
        ),
        (
            "Patients showed reduced activity in the caudate with greater pain severity.",
            ("task_activation", "caudate", DOWN),
        ),
    ],
)
def test_a_change_goes_with_a_variable_behind_it(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Patients showed increased activation of the insula compared with age-matched controls.",
        "Activation of the insula was increased in patients with pain.",
        "Patients with greater illness duration had increased activation of the insula.",
        "With greater age, patients had increased activation of the insula compared with controls.",
    ],
)
def test_a_change_in_a_group_is_no_correlation(text: str) -> None:
    assert ("task_activation", "insula", UP) not in said(text)


@pytest.mark.parametrize(
    ("subject", "is_illness"),
    [
        ("Migraine", True),
        ("Back pain", True),
        ("Back pain intensity", False),
        ("Migraine attack frequency", False),
    ],
)
def test_an_illness_is_nothing_that_people_have_more_of(subject: str, *, is_illness: bool) -> None:
    found = said(f"{subject} was associated with lower volume of the thalamus.")
    assert (("GMV", "thalamus", "decrease") in found) is is_illness
    assert (("GMV", "thalamus", DOWN) in found) is not is_illness


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FA of the fornix was correlated with pain scores (r = -0.41, p = 0.01).", DOWN),
        ("FA of the fornix was associated with pain scores (rho = 0.38).", UP),
        ("Pain scores were related to FA of the fornix (\u03b2 = \u22120.30, p = 0.02).", DOWN),
    ],
)
def test_a_coefficient_in_brackets_gives_the_sign(text: str, wanted: str) -> None:
    assert said(text) == {("FA", "fornix", wanted)}


@pytest.mark.parametrize(
    "text",
    [
        "Pain scores were unrelated to FA of the fornix.",
        "FA of the fornix was uncorrelated with pain scores.",
        "FA of the fornix was independent of pain duration.",
    ],
)
def test_what_is_unrelated_is_a_null(text: str) -> None:
    assert said(text) == {("FA", "fornix", "none")}


@pytest.mark.parametrize(
    "text",
    [
        "Activation of the insula was negatively correlated with pain scores.",
        "Stronger activation of the insula was associated with lower pain scores.",
        "Abnormal activation of the insula correlated negatively with pain scores.",
    ],
)
def test_the_subject_of_a_correlation_is_no_finding_of_its_own(text: str) -> None:
    assert said(text) == {("task_activation", "insula", DOWN)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The longer the gout had lasted, the lower the FA of the fornix (r = -0.4).",
            {("FA", "fornix", DOWN)},
        ),
        (
            "The larger the tophi, the stronger the FC between the cuneus and the insula.",
            {("FC", "cuneus-insula", UP)},
        ),
        (
            "CBF of the putamen was lower as a function of illness duration in patients.",
            {("CBF", "putamen", DOWN)},
        ),
        (
            "Those with more frequent attacks had a thinner cortex in the cuneus.",
            {("cortical_thickness", "cuneus", DOWN)},
        ),
        (
            "Pain relief was greater in those with stronger activation of the putamen.",
            {("task_activation", "putamen", UP)},
        ),
        (
            "Lower FA of the fornix was found in patients with longer illness duration.",
            {("FA", "fornix", DOWN)},
        ),
        (
            "CBF of the putamen decreased as uric acid increased.",
            {("CBF", "putamen", DOWN)},
        ),
        (
            "Larger falls of pain went with larger increases of FC between the cuneus and insula.",
            {("FC", "cuneus-insula", DOWN)},
        ),
    ],
)
def test_a_correlation_may_be_told_by_the_variable_or_by_people(text: str, wanted: Said) -> None:
    assert wanted <= said(text)
    assert not {(*it[:2], other) for it in wanted for other in ("increase", "decrease")} & said(
        text
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            (
                "FA of the fornix and the putamen was related to attack frequency and recall"
                " (r = -0.4 and r = 0.3), respectively."
            ),
            {("FA", "fornix", DOWN), ("FA", "putamen", UP)},
        ),
        (
            "FA of the fornix correlated with attack frequency (r = -0.39) and recall (r = 0.35).",
            {("FA", "fornix", DOWN), ("FA", "fornix", UP)},
        ),
        (
            "CBF of the putamen was positively correlated with pain scores, but not with age.",
            {("CBF", "putamen", UP), ("CBF", "putamen", "none")},
        ),
        (
            "CBF in the putamen, but not in the caudate, correlated with fatigue (r = 0.4).",
            {("CBF", "putamen", UP), ("CBF", "caudate", "none")},
        ),
        (
            "GMV of the cuneus and cortical thickness of the insula were correlated with recall.",
            {("GMV", "cuneus", "altered"), ("cortical_thickness", "insula", "altered")},
        ),
    ],
)
def test_one_verb_may_tell_several_relations(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    "text",
    [
        "There was a negative correlation between pain scores and activation in the putamen.",
        "We found a positive correlation of activity in the putamen with tophus size.",
        "Patients with greater pain severity showed no change of activation in the putamen.",
    ],
)
def test_what_is_correlated_or_tells_people_apart_is_no_change(text: str) -> None:
    assert ("task_activation", "putamen", "increase") not in said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Cuneus ReHo correlated with pain (r = -0.48), anxiety with insular fALFF (r = 0.39).",
            {("ReHo", "cuneus", DOWN), ("fALFF", "insula", UP)},
        ),
        (
            "Anxiety scores were linked to thalamic ReHo (r = -0.40) and insular ReHo (r=-.31).",
            {("ReHo", "thalamus", DOWN), ("ReHo", "insula", DOWN)},
        ),
    ],
)
def test_each_pair_has_the_sign_of_its_own_coefficient(text: str, wanted: Said) -> None:
    assert said(text) == wanted
