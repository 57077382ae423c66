"""Which two arms a trial compares, and how its text names them, on invented trials."""

import pytest

from bot.extraction.effects.arm_contrasts import contrasted
from bot.extraction.effects.arm_names import spelled_out
from bot.extraction.effects.arm_reading import read_trial_arms
from bot.extraction.effects.arms import Side, TrialArms
from bot.extraction.text import sentences
from bot.extraction.vocabulary import load

CLINICAL = load("clinical")


def arms_of(title: str, abstract: str) -> TrialArms:
    return read_trial_arms(title, abstract, sentences(abstract), CLINICAL)


@pytest.mark.parametrize(
    ("title", "abstract", "names"),
    [
        ("A comparison of juggling and tightrope walking for moon sickness.", "",
         ("juggling", "tightrope walking")),
        ("Moon sickness: a trial comparing juggling to tightrope walking.", "",
         ("juggling", "tightrope walking")),
        ("Effects of juggling with or without music on moon sickness.", "",
         ("juggling with music", "juggling alone")),
        ("Effects of juggling and music on moon sickness.",
         "Pain was lower with music than with juggling.", ("juggling", "music")),
        ("A trial of circus arts in moon sickness.",
         "We compared juggling with three balls (n = 15) to juggling with scarves (n = 14).",
         ("juggling with three balls", "juggling with scarves")),
        ("Effects of juggling and music on moon sickness.",
         "Pain fell in the juggling group. In the music group sleep was better.",
         ("juggling", "music")),
        ("Effects of juggling and music on moon sickness.",
         "Pain fell in the juggling group and the music group, and not in the control group.",
         ("juggling and music", "control")),
        ("Subjective experience and balance in adults given juggling or rings.",
         "Adults were randomly assigned to 6 weeks of open-label treatment with juggling or rings.",
         ("juggling", "rings")),
        ("Quality of life of juggling versus scarves in adults.", "", ("juggling", "scarves")),
        ("Balance sensitivity in adults with moon sickness.", "It was a placebo-controlled trial.",
         ("", "placebo")),
        ("The effect of a pain reduction programme on moon sickness.", "",
         ("pain reduction programme", "")),
        ("A trial in moon sickness.",
         "Adults due to juggle were randomised to treatment with scarves or music.",
         ("scarves", "music")),
        ("Effects of juggling on moon sickness: a placebo-controlled trial of self-control.", "",
         ("juggling", "placebo")),
        ("Effects of juggling on moon sickness.",
         "Pain was lower in the juggling group than in the tightrope group.",
         ("juggling", "tightrope")),
        ("Effects of juggling combined with music on moon sickness.",
         "Pain was lower than with music alone.", ("juggling combined with music", "music alone")),
        ("Changes of pain in moon sickness.",
         "Adults were randomised to receive juggling (2 h; 3 balls) or sham juggling for 6 weeks.",
         ("juggling", "sham juggling")),
        ("The effect of juggling on moon sickness.",
         "Adults were randomly assigned to tightrope walking or juggling.",
         ("juggling", "tightrope walking")),
        ("A trial in moon sickness.",
         "Open juggling (OJ) or treatment as usual (TAU)? Each was randomly assigned to OJ or TAU.",
         ("open juggling", "treatment as usual")),
        ("Short versus long courses of juggling for moon sickness.", "",
         ("short courses of juggling", "long courses of juggling")),
        ("Juggling for moon sickness.", "Adults were randomised to high-dose or low-dose juggling.",
         ("high dose juggling", "low dose juggling")),
        ("Juggling for 3 versus 7 days in moon sickness.", "", ("3 day", "7 day")),
        ("Comparison of juggling and tightrope walking in mild to moderate moon sickness.", "",
         ("juggling", "tightrope walking")),
        ("Juggling improves balance as compared with tightrope walking.", "",
         ("juggling", "tightrope walking")),
        ("Effects of treatment with juggling or scarves on moon sickness.", "",
         ("juggling", "scarves")),
        ("Comparison of the micro- and macrolunar effects of juggling and scarves in adults.", "",
         ("juggling", "scarves")),
        ("Treatment by juggling in moon sickness.",
         "Adults were randomly assigned in double-blind fashion to juggling or scarves for 1 week.",
         ("juggling", "scarves")),
        ("Effects of juggling on lunar pulses.",
         "In all, 50 adults received, in a randomized manner, scarves or juggling before the walk.",
         ("juggling", "scarves")),
        ("Circus arts in moon sickness.",
         "Adults were randomised to receive juggling, scarves or placebo.",
         ("juggling", "placebo")),
        ("Moon hormones: effects of juggling vs tightrope walking in adults.", "",
         ("juggling", "tightrope walking")),
        ("Can juggling help? Results of the lunar study.", "There was a control group.",
         ("juggling", "control")),
        ("Does juggling with rings improve balance?", "Others had usual care.",
         ("juggling with rings", "usual care")),
        ("Juggling vs. Tightrope Walking - A Randomized Trial", "",
         ("juggling", "tightrope walking")),
        ("Tight versus loose scarves for moon sickness.", "Tight scarves were worn by 20 adults.",
         ("tight scarves", "loose scarves")),
        ("Once-weekly versus daily juggling in moon sickness.", "",
         ("once-weekly juggling", "daily juggling")),
        ("Juggling for moon sickness in travellers.",
         "In this single-blind trial, adults received either juggling (MJ, n=20) or scarves.",
         ("juggling", "scarves")),
        ("A crossover study of balance in moon sickness.",
         "Twenty adults breathed moon air and room air for four hours each, in random order.",
         ("moon air", "room air")),
        ("Laparoscopic or open juggling? A trial.",
         "Falls were fewer with laparoscopic juggling than with open juggling.",
         ("laparoscopic juggling", "open juggling")),
        ("A study of two circus arts.", "Pain was less in the scarf group than in the ring group.",
         ("scarf", "ring")),
        ("Moon care for pain.",
         "Each child served as its own control. Pain was lower in moon care than in the incubator.",
         ("moon care", "incubator")),
        ("A trial in moon sickness.",
         "Adults were assigned by computer-generated numbers to juggling or to scarves.",
         ("juggling", "scarves")),
        ("Cemented vs uncemented scarves for moon sickness.", "",
         ("cemented scarves", "uncemented scarves")),
        ("Guided versus unguided moon walks.", "", ("guided moon walks", "unguided moon walks")),
        ("Five versus ten days of juggling in moon sickness.", "",
         ("five days of juggling", "ten days of juggling")),
        ("Moon rays for vertigo.", "Adults were randomised to 2.5 Gy per ray or to 2 Gy per ray.",
         ("2.5 gy per ray", "2 gy per ray")),
        ("Effects of delayed cord clamping on moon tides.",
         "Women were randomly assigned to immediate or delayed clamping.",
         ("delayed clamping", "immediate clamping")),
        ("Low-fat cheese and blood pressure in moon sickness.",
         "In random order, adults followed, for six weeks each, a diet with cheese and another.",
         ("low-fat cheese", "")),
        ("Lice: combing against a lotion of scarves.",
         "Cure was less frequent with combing than with scarves.",
         ("combing", "lotion of scarves")),
        ("Juggling after birth.", "Adults were randomised to have juggling or scarves added.",
         ("juggling", "scarves")),
        ("Juggling after birth.",
         "Adults were randomised to ten sessions of juggling or to scarves for ten weeks.",
         ("juggling", "scarves")),
        ("A study of moon sickness.", "In this trial adults listened to either juggling or rock.",
         ("juggling", "rock")),
        ("MX-771 versus placebo for moon sickness.", "", ("mx-771", "placebo")),
        ("17beta-moonol 10 mg versus 6-pack juggling.", "", ("17beta-moonol", "6-pack juggling")),
        ("Juggling during eclipses.", "Vehicle accidents were as rare as with usual care.",
         ("juggling", "usual care")),
        ("Effects of calm or lively care of moon sickness in adults.",
         "Adults were randomly assigned to rest for ten days or to juggling.",
         ("rest", "juggling")),
        ("Juggling instead of scarves in eclipses.", "", ("juggling", "scarves")),
        ("A trial in moon sickness.",
         "All received walks and either juggling twice daily or rings three times a day.",
         ("juggling", "rings")),
        ("Pain after eclipses.", "Others had usual care.", ("", "usual care")),
        ("Moon block in short nights.",
         "Adults received 30 ml of moonlight with either stardust 1 mg (Group D) or comets.",
         ("stardust", "comets")),
        ("Moon drops for short sight.", "Adults instilled moon drops or vehicle once daily.",
         ("moon drops", "vehicle")),
    ],
)  # fmt: skip
def test_two_arms_are_read_as_they_are_set_against_each_other(
    title: str, abstract: str, names: tuple[str, str]
) -> None:
    assert tuple(arm.name.lower() for arm in arms_of(title, abstract).arms) == names


RESULT = "Sixty adults took part in this trial. Vertigo was lower {}."


@pytest.mark.parametrize(
    ("title", "result", "names"),
    [
        ("Moon juggling for vertigo.", "during moon juggling than during room juggling (p = 0.01)",
         ("moon juggling", "room juggling")),
        ("Moon juggling for vertigo.", "with moon juggling than with scarves",
         ("moon juggling", "scarves")),
        ("Moon juggling for vertigo.", "with moon juggling than before it", ("moon juggling", "")),
        ("Moon juggling for vertigo.", "with moon juggling than in men", ("moon juggling", "")),
        ("Circus arts for vertigo.", "in the juggling group than in the tightrope group",
         ("juggling", "tightrope")),
        ("Circus arts (tightropes) for vertigo.", "in the scarf group than in the tightrope group",
         ("tightrope", "scarf")),
        ("Circus arts for vertigo.", "in the early group than in the late group",
         ("early", "late")),
        ("Is it the art?", "with moon scarves than with the tightrope",
         ("moon scarves", "tightrope")),
        ("Is it the art?", "in control rooms than in moon rooms", ("moon rooms", "control rooms")),
        ("Is it the art?", "in women than in men", ("", "")),
        ("Moon juggling for vertigo.", "in the early group than in the late group",
         ("early", "late")),
        ("Circus arts for vertigo.", "in the red group and the blue group than in the green group",
         ("circus arts", "")),
    ],
)  # fmt: skip
def test_arms_that_only_results_compare_are_read_there(
    title: str, result: str, names: tuple[str, str]
) -> None:
    assert tuple(arm.name.lower() for arm in arms_of(title, RESULT.format(result)).arms) == names


def test_groups_without_a_telling_word_are_found_as_groups() -> None:
    arms = arms_of("Walks for vertigo.", RESULT.format("in the early group than in the late group"))
    named = [name.side for name in arms.names("late walks were longer in the early group")]
    assert named == [Side.INDEX]


@pytest.mark.parametrize(
    ("title", "text", "sides"),
    [
        ("A drink with salt versus a syrup without salt.", "the salt, and the syrup",
         [Side.INDEX, Side.COMPARATOR]),
        ("Moon rings in bags versus a ring in boxes.", "the ring in bags", [Side.INDEX]),
    ],
)  # fmt: skip
def test_what_an_arm_lacked_or_shared_names_it_nowhere(
    title: str, text: str, sides: list[Side]
) -> None:
    assert [name.side for name in arms_of(title, "").names(text)] == sides


@pytest.mark.parametrize("short", ["MJ; n = 20", "MJ, 20 adults", "MJ group"])
def test_what_stands_beside_a_short_form_hides_it_nowhere(short: str) -> None:
    arms = arms_of("Moon juggling versus rest.", f"Half had moon juggling ({short}), half rest.")
    assert [name.side for name in arms.names("less in the mj group")] == [Side.INDEX]


def test_what_stands_under_interventions_was_assigned() -> None:
    arms = arms_of("A study of moon sickness.", "INTERVENTIONS: Ten cups of juggling, or scarves.")
    assert [arm.name for arm in arms.arms] == ["juggling", "scarves"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Moon iron versus oral iron.", "with moon iron than with oral iron"),
        ("A diet with nuts versus a diet without nuts.", "on the nut diet or the nut-free diet"),
    ],
)
def test_an_arm_without_a_word_of_its_own_is_found_as_it_is_printed(title: str, text: str) -> None:
    assert [name.side for name in arms_of(title, "").names(text)] == [*Side]


def test_a_short_form_may_stand_for_a_whole_name() -> None:
    arms = arms_of("Group talks versus single talks.", "Some had group talks (GT; n = 20).")
    assert [name.side for name in arms.names("less with gt")] == [Side.INDEX]


def test_a_third_letter_without_a_second_is_no_third_arm() -> None:
    assert not arms_of("Juggling.", "Group D juggled, and group C did not.").several
    assert arms_of("Juggling.", "Group A juggled, group B and group C did not.").several


def test_places_that_take_part_are_groups_too() -> None:
    arms = arms_of("Juggling.", "Others had usual care.")
    named = arms.names("fewer in intervention youths than in control clinics")
    assert [name.side for name in named] == [*Side]


def test_groups_are_labelled_by_short_forms_too() -> None:
    arms = arms_of(
        "Moon juggling versus scarves.", "Half had juggling (MJ group), half a cloth (CO group)."
    )
    assert [name.side for name in arms.names("in the mj group than in the co group")] == [*Side]


@pytest.mark.parametrize(
    ("title", "text", "sides"),
    [
        ("Fall counselling versus rest.", "less among counselled women, whom nobody counselled",
         [Side.INDEX]),
        ("Moon splinting versus rest.", "less in the splint group", [Side.INDEX]),
        ("Bone stabilisation versus rest.", "less in the stabilised group", [Side.INDEX]),
        ("Visits by nurses versus rest.", "fewer among nurse-visited mothers", [Side.INDEX]),
        ("High-intensity juggling versus rest.", "less at this intensity", []),
        ("Web-based juggling versus rest.", "less in the web group", [Side.INDEX]),
    ],
)  # fmt: skip
def test_other_forms_of_its_words_name_an_arm_too(title: str, text: str, sides: list[Side]) -> None:
    assert [name.side for name in arms_of(title, "").names(text)] == sides


def test_groups_that_are_named_by_their_part_alone_are_found_by_its_short_form() -> None:
    arms = arms_of(
        "Effects of moon juggling on vertigo.",
        "Adults were allocated to the experimental group (EG, n = 20) or a control group (CG).",
    )
    assert [arm.name for arm in arms.arms] == ["moon juggling", "control"]
    assert [name.side for name in arms.names("less in eg than in cg")] == [*Side]


@pytest.mark.parametrize(
    ("described", "first"),
    [
        ("Group A received juggling, and group B rested.", Side.INDEX),
        ("Group A (40 adults) rested. Group B (41 adults) received juggling.", Side.COMPARATOR),
        ("Adults were put to rest (group A) or to juggling (group B).", Side.COMPARATOR),
        ("Group B was seen weekly, and group A too.", Side.INDEX),
    ],
)
def test_a_labelled_group_is_the_arm_that_its_description_names(
    described: str, first: Side
) -> None:
    arms = arms_of("Effects of juggling on moon sickness.", described)
    named = [name.side for name in arms.names("lower in group A than in group B")]
    assert named == [first, first.other]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("pain was lower in the juggling group", [Side.INDEX]),
        ("than with music alone", [Side.COMPARATOR]),
        ("with juggling and music than in the group receiving music alone",
         [Side.INDEX, Side.INDEX, Side.COMPARATOR]),
    ],
)  # fmt: skip
def test_what_was_added_to_something_is_not_that_thing_alone(text: str, sides: list[Side]) -> None:
    arms = arms_of("Effects of juggling and music on moon sickness.", "")
    assert [name.side for name in arms.names(text)] == sides


def test_the_word_beside_group_tells_whose_it_is() -> None:
    arms = arms_of(
        "Effects of moon juggling on sickness.",
        "Pain was less in the moon juggling group than in the tightrope group.",
    )
    assert [name.side for name in arms.names("in the moon tightrope group")] == [Side.COMPARATOR]


def test_a_short_form_is_of_the_arm_that_stands_before_it() -> None:
    abstract = "Half had slow juggling (SJ), half had slow juggling with moon music (SJMM)."
    arms = arms_of("Slow juggling with moon music versus slow juggling in sickness.", abstract)
    assert [name.side for name in arms.names("less in the sjmm group")] == [Side.INDEX]


@pytest.mark.parametrize(
    ("title", "text", "sides"),
    [
        ("Juggling with the knee versus rest for knee pain.", "of the knee with rest",
         [Side.COMPARATOR]),
        ("Pain coping skills versus rest in moon sickness.", "pain with coping", [Side.INDEX]),
        ("Knees versus elbows in juggling with knees.", "with knees", [Side.INDEX]),
        ("A vaccine against lunacy.", "less lunacy", []),
        ("Juggling versus placebo for lunacy.", "this placebo-controlled trial", []),
    ],
)  # fmt: skip
def test_what_a_trial_is_about_names_no_arm(title: str, text: str, sides: list[Side]) -> None:
    assert [name.side for name in arms_of(title, "").names(text)] == sides


@pytest.mark.parametrize(
    ("title", "text", "sides"),
    [
        ("Short versus long courses of juggling.",
         "less with the short course than in the long-course group, at long-term follow-up",
         [Side.INDEX, Side.COMPARATOR]),
        ("Juggling for 3 versus 7 days.", "more in the 7-day group than with three-day juggling",
         [Side.COMPARATOR, Side.INDEX]),
    ],
)  # fmt: skip
def test_arms_that_differ_in_one_word_are_told_by_it_beside_what_both_had(
    title: str, text: str, sides: list[Side]
) -> None:
    assert [name.side for name in arms_of(title, "").names(text)] == sides


@pytest.mark.parametrize(
    "title",
    [
        "Juggling 10 mg versus 10 mg tightrope walking.",
        "Juggling within 2 versus 6 weeks of onset.",
        "Juggling in early or late pregnancy.",
    ],
)
def test_equal_amounts_and_kinds_of_people_are_no_two_arms(title: str) -> None:
    assert contrasted([title]) is None


def test_a_short_form_of_two_letters_is_not_spelled_out_by_a_whole_sentence() -> None:
    text = "We randomised them to exercise for three hours a week in a large group (EG) or none."
    assert spelled_out("EG", text) == "EG"


def test_a_short_form_of_a_group_is_spelled_out_without_the_word() -> None:
    assert spelled_out("SPG", "Half were in a scarf play group (SPG).") == "scarf play"


def test_what_a_short_form_stands_for_begins_with_no_small_word() -> None:
    text = "We tried an online juggling and balance training (JBT), and acting and care (AC)."
    assert spelled_out("JBT", text) == "juggling and balance training"
    assert spelled_out("AC", text) == "acting and care"


def test_no_name_is_cut_within_a_word() -> None:
    text = "METHODS: We randomised adults to topical velatrin gel or tonic water."
    title = "Topical velatrin and tonic water: a randomised trial"
    arms = read_trial_arms(title, text, sentences(text), load("clinical"))
    assert [arm.name for arm in arms.arms] == ["topical velatrin gel", "tonic water"]
