"""Which words of a sentence say a direction, and of what."""

import pytest

from bot.extraction import sections
from bot.extraction.findings import cue_finding
from bot.extraction.findings.abstract import AbstractMentions
from bot.extraction.findings.cues import tokens
from bot.extraction.findings.presence import with_presence
from bot.extraction.fuzzy_quotes import find
from bot.extraction.reader import read as read_paper
from bot.extraction.statements import statements
from bot.extraction.text import sentences
from bot.extraction.vocabulary import load


def signs(text: str) -> list[tuple[str, str]]:
    """Return each cue of a sentence with its sign."""
    words = tokens(text)
    return [(cue.word, cue.sign) for cue in with_presence(words, cue_finding.find(words))]


def read(text: str) -> set[tuple[str, str, str]]:
    """Return measure, place and direction of every candidate of a text."""
    abstract = AbstractMentions("", text, sentences(text), load("neuroimaging"))
    return {
        (it.measure.id, it.place.id if it.place else "", str(it.direction))
        for it in abstract.candidates()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Migraineurs had reduced deactivation of the cuneus.", [("deactivation", "increase")]),
        ("We saw larger deactivations in the precuneus.", [("deactivations", "decrease")]),
        ("Veterans showed greater atrophy of the putamen.", [("atrophy", "decrease")]),
        ("Trained cooks had less thinning of the cortex.", [("thinning", "increase")]),
        ("Reduced hyperactivity was seen in the amygdala.", [("hyperactivity", "decrease")]),
        ("They had greater reductions of thickness.", [("reductions", "decrease")]),
    ],
)
def test_how_much_there_is_of_a_lack_turns_its_sign(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert signs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A loss of volume in the insula and a gain in the caudate.", ["loss", "gain"]),
        ("Dancing led to a gain in volume in the hippocampus.", ["gain"]),
        ("Patients had a gain in weight.", []),
        ("We saw less volume in the insula and a rise in the number of falls.", ["less"]),
    ],
)
def test_a_gain_is_a_change_beside_a_loss_or_of_tissue(text: str, expected: list[str]) -> None:
    assert [word for word, _ in signs(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joint actions activated the cuneus.", [("actions", "")]),
        ("Harsh interactions activated the precuneus.", [("activated", "increase")]),
        ("Rapid changes engaged the putamen.", [("engaged", "increase")]),
        ("Social effects recruited the insula.", [("recruited", "increase")]),
    ],
)
def test_a_noun_ahead_does_not_take_the_verb_of_activation_away(
    text: str, expected: list[tuple[str, str]]
) -> None:
    named = [pair for pair in signs(text) if pair in expected]
    assert named == [pair for pair in expected if pair[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilots recruited the cuneus less.", {("cuneus", "decrease")}),
        (
            "Pilots activated the putamen more and the cuneus less than nurses.",
            {("putamen", "increase"), ("cuneus", "decrease")},
        ),
        (
            "Pilots deactivated the cuneus less, but the insula more, at night.",
            {("cuneus", "increase"), ("insula", "decrease")},
        ),
        (
            "Pilots engaged the putamen more strongly than did nurses, and the cuneus less so.",
            {("putamen", "increase"), ("cuneus", "decrease")},
        ),
        (
            "Noise evoked more activity in the insula and less in the cuneus.",
            {("insula", "increase"), ("cuneus", "decrease")},
        ),
    ],
)
def test_the_extent_behind_a_place_is_of_its_verb(
    text: str, expected: set[tuple[str, str]]
) -> None:
    read_of = read_paper("", text, load("neuroimaging")).findings
    assert {(each.region, str(each.direction)) for each in read_of} == expected


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("There was little evidence that cuneus volume differed.", True),
        ("We saw little difference in cuneus volume.", True),
        ("Cuneus volume was a little lower in pilots.", False),
        ("Pilots with little sleep had lower cuneus volume.", False),
    ],
)
def test_little_proof_of_a_change_denies_it(text: str, *, negated: bool) -> None:
    assert [cue.negated for cue in cue_finding.find(tokens(text))] == [negated]


@pytest.mark.parametrize(
    "text",
    [
        "Activations in the left putamen and the right cuneus were markedly reduced after rest.",
        "Activation of the thalamus, the insula and the amygdala was clearly reduced by music.",
        "Recruitment of the dorsal striatum on both sides of the brain was reduced at night.",
    ],
)
def test_activation_that_is_reduced_is_no_activation(text: str) -> None:
    assert signs(text) == [("reduced", "decrease")]


@pytest.mark.parametrize(
    "text",
    [
        "Sixty drivers with insomnia and 20 controls were recruited.",
        "Healthy volunteers were recruited from two towns.",
        "Nurses and other individuals were recruited in spring.",
    ],
)
def test_people_who_are_recruited_activate_nothing(text: str) -> None:
    assert signs(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We found odour-related activity in the insula.", ("activity", "increase")),
        ("Laughter revealed reliable responses in the putamen.", ("responses", "increase")),
        ("Activity in the cuneus was observed during humming.", ("activity", "increase")),
        ("Singers showed significant coupling of the insula.", ("significant", "increase")),
        ("The cuneus showed negative connectivity to the insula.", ("negative", "decrease")),
    ],
)
def test_what_is_only_said_to_be_there_is_more_than_nothing(
    text: str, expected: tuple[str, str]
) -> None:
    assert signs(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We found no activity in the insula.",
        "We asked whether activity in the insula would show the same.",
        "Activity in the cuneus was not observed.",
        "Activity in the putamen was correlated with age.",
    ],
)
def test_what_is_not_said_to_be_there_is_not(text: str) -> None:
    assert ("activity", "increase") not in signs(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rumination was related to reduced activity of the cuneus.",
            ("task_activation", "cuneus", "negative_correlation"),
        ),
        (
            "Loneliness was associated with greater volume of the putamen.",
            ("GMV", "putamen", "positive_correlation"),
        ),
        (
            "Physical activity, but not diet, was linked to increased thickness of the insula.",
            ("cortical_thickness", "insula", "positive_correlation"),
        ),
        (
            "Less volume of the putamen was associated with greater loss of memory.",
            ("GMV", "putamen", "negative_correlation"),
        ),
        (
            "Cortical thickness of the insula fell as a function of the hours of shift work.",
            ("cortical_thickness", "insula", "negative_correlation"),
        ),
        (
            "Volume of the thalamus showed a steady decrease with age.",
            ("GMV", "thalamus", "negative_correlation"),
        ),
    ],
)
def test_a_trait_that_goes_with_more_or_less_is_a_correlation(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sedation was associated with increased volume of the putamen.",
        "Viewing snakes was associated with increased volume of the putamen.",
        "Chronic pain was associated with increased volume of the putamen.",
        "Rumination was associated with increased volume of the putamen than in controls.",
    ],
)
def test_a_condition_or_a_group_is_no_trait(text: str) -> None:
    assert ("GMV", "putamen", "positive_correlation") not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Loneliness was associated with greater volume of the putamen.",
        "Curiosity was linked to larger volume of the putamen.",
        "Playfulness was related to increased volume of the putamen.",
    ],
)
def test_what_may_be_a_condition_as_well_is_read_as_both(text: str) -> None:
    directions = {direction for measure, place, direction in read(text) if place == "putamen"}
    assert {"increase", "positive_correlation"} <= directions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Wit correlated positively with greater volume of the putamen, and FA of the fornix.",
            {("GMV", "putamen"), ("FA", "fornix")},
        ),
        (
            "Age correlated negatively with less thickness of the insula and FA of the fornix.",
            {("cortical_thickness", "insula"), ("FA", "fornix")},
        ),
        (
            "Height correlated negatively with the volume of the cuneus and the FA of the fornix.",
            {("GMV", "cuneus"), ("FA", "fornix")},
        ),
    ],
)
def test_a_correlation_takes_each_measure_with_its_own_places(
    text: str, expected: set[tuple[str, str]]
) -> None:
    named = {(measure, place) for measure, place, _ in read(text) if place}
    assert named == expected
    assert not any(direction in ("increase", "decrease") for _, _, direction in read(text))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("FC of the default mode network was lower.", False),
        ("Lower FC was seen in the salience network.", True),
        ("The visual network had lower FC.", True),
        ("FC within the default mode network was lower.", False),
        ("Lower FC was seen within the salience network.", False),
    ],
)
def test_connectivity_of_a_network_may_be_that_with_anything(text: str, *, alone: bool) -> None:
    abstract = AbstractMentions("", text, sentences(text), load("neuroimaging"))
    ends = [it.far_end for it in abstract.candidates() if it.place]
    assert (None in ends) is alone


@pytest.mark.parametrize(
    "text",
    [
        "Volume of the putamen increased as well.",
        "Activity of the insula decreased as expected.",
        "FA of the fornix increased as predicted.",
    ],
)
def test_as_well_relates_nothing(text: str) -> None:
    assert not any("correlation" in sign for _, sign in signs(text))


@pytest.mark.parametrize(
    "text",
    [
        "CBF rose in the insula, but not in a control region in the cuneus.",
        "CBF rose in the insula but not the cuneus.",
        "CBF rose in the insula, yet not for the whole of the cuneus.",
    ],
)
def test_a_place_that_is_left_out_does_not_show_it(text: str) -> None:
    places = {place for _, place, direction in read(text) if direction == "increase"}
    assert "insula" in places
    assert "cuneus" not in places


@pytest.mark.parametrize(
    "text",
    [
        "In this fMRI study tracking of praise in the insula was associated with sharing.",
        "Using BOLD imaging we saw that the insula was modulated by praise.",
        "In neural terms the insula was modulated by praise.",
    ],
)
def test_a_study_of_activity_that_names_no_measure_speaks_of_activity(text: str) -> None:
    assert ("task_activation", "insula", "altered") in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tone discrimination was associated with activation of the insula.",
        "Patients had less activation of the insula, a region that mediates self-control.",
        "Activation of the insula grew in the colour discrimination task.",
    ],
)
def test_words_of_telling_apart_in_a_task_veto_nothing(text: str) -> None:
    assert any(place == "insula" for _, place, _ in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Activation of the insula discriminated patients from controls.",
        "Reduced volume of the insula mediated the effect of pain.",
        "Volume of the insula classified the groups with an accuracy of 80%.",
    ],
)
def test_telling_groups_apart_is_no_finding(text: str) -> None:
    assert not any(place == "insula" for _, place, _ in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Regions linked to reward (the putamen and the cuneus) were activated by coins.",
        "Areas previously associated with smell, the insula and the cuneus, were activated.",
        "Networks closely related to speech were activated.",
    ],
)
def test_what_a_region_is_linked_to_by_name_is_no_relation(text: str) -> None:
    assert signs(text) == [("activated", "increase")]


@pytest.mark.parametrize(
    "text",
    [
        "Uptake of the putamen correlated with age independent of weight.",
        "Age predicted the volume of the putamen independent of income.",
        "Volume of the putamen was related to height, independent of sex.",
    ],
)
def test_a_relation_that_is_independent_of_another_thing_is_none_of_it(text: str) -> None:
    assert "independent of" not in {word for word, _ in signs(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lower mean normalized putamen volume was seen.", [("lower", "decrease")]),
        ("A normalised index of the insula was used.", []),
        ("Volume of the insula normalized after rest.", [("normalized", "altered")]),
        ("FC of the insula was normalised by music.", [("normalised", "altered")]),
    ],
)
def test_a_normalized_value_did_not_become_normal(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert signs(text) == expected


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("The insula was activated, highlighting its role in humming.", False),
        ("CBF of the putamen fell, thereby suggesting a loss of drive.", False),
        ("FA of the fornix was lower, which may reflect damage.", False),
        ("Our data suggest that the insula supports humming.", True),
    ],
)
def test_what_a_sentence_makes_of_its_result_does_not_make_it_a_guess(
    text: str, *, guessed: bool
) -> None:
    assert sections.wording(text.lower())["guessed"] == float(guessed)


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("ResultsThe insula was larger.", "The insula was larger.", True),
        ("FindingsPain rose in May.", "Pain rose in May.", True),
        ("The fALFF of the insula fell.", "ALFF of the insula fell.", False),
        ("Resultsthe insula fell.", "the insula fell.", False),
    ],
)
def test_a_quote_may_begin_behind_a_label_that_lost_its_space(
    text: str, quote: str, *, stands: bool
) -> None:
    assert (find(quote, text) is not None) is stands


def test_what_its_sentence_takes_back_does_not_hide_the_same_result_elsewhere() -> None:
    text = (
        "RESULTS: In skiers the volume of the putamen was larger than in controls, which was not "
        "significant after correction. In skiers the volume of the putamen was larger than in "
        "controls when it was measured by hand."
    )
    found = read_paper("", text, load("neuroimaging")).findings
    assert [(it.region, str(it.direction)) for it in found] == [("putamen", "increase")]
    assert "by hand" in found[0].quote.text


@pytest.mark.parametrize(
    "text",
    [
        "Bakers did not have (i) reduced CBF in the insula; (ii) lower CBF in the cuneus.",
        "We found no (1) increased FA of the fornix; (2) larger volume of the putamen.",
        "They never showed: (a) higher CBF in the insula; or (b) more CBF in the cuneus.",
    ],
)
def test_a_numbered_list_is_denied_as_a_whole(text: str) -> None:
    assert {direction for _, _, direction in read(text)} <= {"none"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The same region had larger volume.", [("larger", "increase")]),
        ("Songs boosted the similarity of activity in the cuneus.", [("boosted", "increase")]),
        ("We saw additional correlations with age.", [("correlations", "related")]),
        ("Volume of the cuneus was the same.", [("the same", "none")]),
    ],
)
def test_words_of_likeness_that_say_no_null(text: str, expected: list[tuple[str, str]]) -> None:
    assert signs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "CBF of the putamen, and not the level of CBF in the cuneus, rose.",
        "The volume of the putamen, but not the mean volume of the cuneus, fell.",
        "FA of the fornix, and not any FA of the cuneus, was higher.",
    ],
)
def test_what_stands_aside_as_not_so_is_left_out(text: str) -> None:
    changed = {place for _, place, direction in read(text) if direction != "none"}
    assert changed
    assert "cuneus" not in changed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Men with less volume of the putamen and with less FA of the fornix had more symptoms.",
            {("GMV", "putamen"), ("FA", "fornix")},
        ),
        (
            "People with less volume of the cuneus and less CBF of the insula had more symptoms.",
            {("GMV", "cuneus"), ("CBF", "insula")},
        ),
        (
            "Women with thicker cortex of the insula and more FA of the fornix had better sleep.",
            {("cortical_thickness", "insula"), ("FA", "fornix")},
        ),
    ],
)
def test_people_may_have_more_of_two_measures(text: str, expected: set[tuple[str, str]]) -> None:
    related = {(measure, place) for measure, place, way in read(text) if "correlation" in way}
    assert expected <= related


@pytest.mark.parametrize(
    "text",
    [
        "We found that less volume of the insula was associated with more worry.",
        "It appeared that lower CBF of the insula predicted later worry.",
        "We observed that higher FA of the insula was related to age.",
    ],
)
def test_a_change_that_only_names_what_correlates_is_none_behind_that_either(text: str) -> None:
    assert not {direction for _, _, direction in read(text)} & {"increase", "decrease"}


@pytest.mark.parametrize(
    ("following", "read_so"),
    [
        ("Although FA of the fornix was also larger, that was not significant.", True),
        ("Cortical thickness did not survive correction.", True),
        ("This was not significant after controlling for FA.", False),
        ("However, the difference did not survive correction for CBF.", False),
        ("The volume did not survive correction.", False),
    ],
)
def test_what_takes_back_another_measure_takes_back_nothing(
    following: str, *, read_so: bool
) -> None:
    text = f"RESULTS: Volume of the putamen was larger in skiers than in controls. {following}"
    found = read_paper("", text, load("neuroimaging")).findings
    assert (("putamen", "increase") in {(it.region, str(it.direction)) for it in found}) is read_so


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("CBF of the putamen rose with the same.", "none"),
        ("Worry fell in the same, and CBF of the putamen rose.", "none"),
        ("The same cuneus rose.", "none"),
    ],
)
def test_the_same_as_a_thing_is_no_null(text: str, sign: str) -> None:
    assert sign not in {sign for _, sign in signs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Hope rose with CBF in the putamen and inferior parietal lobule and correlated with age.",
        "FA fell in the fornix and uncinate fasciculus and correlated with age.",
        "Volume rose in the putamen and left cuneus and correlated with age.",
    ],
)
def test_a_list_is_not_cut_for_a_verb_behind_another_and(text: str) -> None:
    assert len(statements(sentences(text)[0])) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Depressed patients were scanned.", []),
        ("Skiers had raised CBF, and depressed FA of the fornix.", ["raised", "depressed"]),
        ("Depressed activity of the insula was seen.", ["depressed"]),
        ("In depressed adults FA fell.", ["fell"]),
    ],
)
def test_people_may_be_depressed_and_so_may_a_measure(text: str, expected: list[str]) -> None:
    assert [word for word, _ in signs(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The response evoked by snow was smaller in the insula.", ["smaller"]),
        ("CBF changes triggered by rain were larger.", ["changes", "larger"]),
        ("Activity of the cuneus was elicited by songs.", ["elicited"]),
        ("The cuneus was more similar to the insula.", ["more"]),
        ("Volume was less similar in twins.", ["less"]),
        ("Volume was similar in twins.", ["similar"]),
    ],
)
def test_what_causes_or_likens_a_thing_is_no_result(text: str, expected: list[str]) -> None:
    assert [word for word, _ in signs(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "FA of the fornix, and not the volume of the cuneus, was higher.",
        "FA of the fornix, but not any mean thickness of the cuneus, rose.",
        "FA in the fornix, and not CBF in the cuneus, increased.",
    ],
)
def test_a_measure_that_is_said_not_to_be_meant_is_not(text: str) -> None:
    assert {measure for measure, _, way in read(text) if way == "increase"} == {"FA"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At high load, patients under-recruited the cuneus.", "patients_vs_hc"),
        ("During the task, patients hyperactivated the insula.", "patients_vs_hc"),
        ("During the task, patients activated the insula.", "condition_contrast"),
    ],
)
def test_who_recruits_too_little_is_compared_with_others(text: str, expected: str) -> None:
    assert {comparison for _, comparison in counted(text)} == {expected}


def counted(text: str) -> set[tuple[str, str]]:
    """Return direction and comparison of all that is read of patients with gout and controls."""
    study = f"Patients with gout and healthy controls were scanned. RESULTS: {text}"
    found = read_paper("", study, load("neuroimaging")).findings
    return {(str(finding.direction), finding.comparison) for finding in found}


@pytest.mark.parametrize(
    "text",
    [
        "Patients failed to activate the insula.",
        "Unlike controls, patients failed to recruit the cuneus.",
        "Patients lacked the deactivation of the precuneus that was seen in controls.",
        "Patients did not show the activation of the putamen that controls showed.",
    ],
)
def test_what_only_some_people_lack_is_no_null(text: str) -> None:
    assert "none" not in {direction for direction, _ in counted(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Touch failed to activate the insula.", ("none", "condition_contrast")),
        ("Insula activity was lower in controls.", ("increase", "patients_vs_hc")),
        ("Neither group activated the insula.", ("none", "condition_contrast")),
    ],
)
def test_what_nobody_activates_is_a_null(text: str, expected: tuple[str, str]) -> None:
    assert counted(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Insula activity went from exaggerated before surgery to normal after it.", "decrease"),
        ("FA of the fornix turned from reduced to comparable with that of controls.", "increase"),
    ],
)
def test_what_a_change_gave_way_to_undoes_it(text: str, expected: str) -> None:
    assert counted(text) == {(expected, "post_vs_pre")}


def test_whose_level_others_reach_is_not_spoken_of() -> None:
    found = counted("CBF in the insula, too high before surgery, fell to the level of controls.")
    assert ("decrease", "post_vs_pre") in found
    assert {comparison for _, comparison in found} == {"post_vs_pre"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Insula activity was lower and pain ratings were higher than in controls.", {"decrease"}),
        (
            "Insula activity was lower and pain-related activity was higher.",
            {"decrease", "increase"},
        ),
    ],
)
def test_what_people_feel_is_no_measure_of_a_place(text: str, expected: set[str]) -> None:
    assert {direction for direction, _ in counted(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Patients had greater GMV of the insula, and lower of the pons, than controls.",
            {("GMV", "insula", "increase"), ("GMV", "pons", "decrease")},
        ),
        (
            "Patients had lower insula FA and weaker FC of the pons with the cuneus.",
            {("FA", "insula", "decrease"), ("FC", "pons", "decrease")},
        ),
    ],
)
def test_a_change_is_of_its_own_places(text: str, expected: set[tuple[str, str, str]]) -> None:
    study = f"Patients with gout and controls were scanned. RESULTS: {text}"
    found = read_paper("", study, load("neuroimaging")).findings
    assert {(it.measure, it.region, str(it.direction)) for it in found} == expected
