"""Tables of peak coordinates, in the shapes in which journals print them."""

import pytest

from bot.domain.full_texts import FullText, Passage, Role, Table
from bot.domain.studies import Focus
from bot.extraction.coordinates import Peaks, peaks

CAPTION = "Regions of reduced grey matter in patients compared with controls (MNI space)"
PEAK = (("Insula", "-38", "6", "-4", "5.12"),)
HEAD = (("Region", "x", "y", "z", "T"),)


def table(
    header: tuple[tuple[str, ...], ...],
    *rows: tuple[str, ...],
    caption: str = CAPTION,
    notes: str = "",
    role: Role = Role.RESULTS,
) -> Table:
    return Table(label="Table 2", caption=caption, header=header, rows=rows, notes=notes, role=role)


def read(*tables: Table, methods: str = "Images were smoothed.") -> Peaks:
    passage = Passage(path=("Methods",), text=methods, role=Role.METHODS)
    return peaks(FullText(pmcid="PMC1", passages=(passage,), tables=tables), "a reader")


def points(found: Peaks) -> list[tuple[float, float, float]]:
    return [(one.x, one.y, one.z) for one in found.foci]


MERGED = (
    ("Region", "MNI coordinates", "MNI coordinates", "MNI coordinates", "T value"),
    ("Region", "x", "y", "z", "T value"),
)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEAD, ("Insula", "-38", "6", "-4", "5.12")),
        (HEAD, ("Insula", "−38", "6", "−4", "5.12")),
        (HEAD, ("Insula", "– 38", "+6", "\u20104", "5.12*")),
        (HEAD, ("Insula", "\uff0d38", "6", "\ufe634", "5.12†")),
        (HEAD, ("Insula", "-38.0", "6.0", "-4.0", "5.12")),
        ((("Region", "X (mm)", "Y (mm)", "Z (mm)", "Peak t"),), PEAK[0]),
        ((("Region", "MNI x", "MNI y", "MNI z", "t-score"),), PEAK[0]),
        ((("Region", "x, mm", "y, mm", "z, mm", "T (df = 40)"),), PEAK[0]),
        ((("Region", "x-coordinate", "y-coordinate", "z-coordinate", "T max"),), PEAK[0]),
        (MERGED, PEAK[0]),
        ((("Region", *["MNI coordinates (x, y, z)"] * 3, "T"),), PEAK[0]),
        ((("Region", *["Peak MNI coordinates"] * 3, "T"),), PEAK[0]),
        ((("Region", "MNI coordinates (x, y, z)", "T"),), ("Insula", "−38, 6, −4", "5.12")),
        ((("Region", "Peak (x/y/z)", "t value"),), ("Insula", "-38/6/-4", "5.12")),
        ((("Region", "MNI coordinates", "T"),), ("Insula", "(−38 6 −4)", "5.12")),
        ((("Region", "x,y,z (mm)", "T"),), ("Insula", "[-38; 6; -4]", "5.12")),
        ((("Region", "Coordinates", "T"),), ("Insula", "x = −38, y = 6, z = −4", "5.12")),
        ((("x", "y", "z", "T", "Region"),), ("-38", "6", "-4", "5.12", "Insula")),
        ((("Region", "Side", "x", "y", "z", "T"),), ("Insula", "L", "-38", "6", "-4", "5.12")),
        ((("Region", "BA", "Voxels", "x", "y", "z", "T"),), ("Insula", "13", "99", *PEAK[0][1:])),
        ((), PEAK[0]),
    ],
)
def test_each_shape_gives_its_peak(
    header: tuple[tuple[str, ...], ...], row: tuple[str, ...]
) -> None:
    found = read(table(header, row) if header else table((), HEAD[0], row))

    assert [
        (one.x, one.y, one.z, one.space, one.statistic.lower(), one.source) for one in found.foci
    ] == [(-38.0, 6.0, -4.0, "MNI", "t = 5.12", "Table 2")]
    assert found.rejected == ()


def test_a_z_statistic_is_no_third_axis() -> None:
    found = read(table((("Region", "Z", "x", "y", "z"),), ("Insula", "4.2", "-38", "6", "-4")))
    assert points(found) == [(-38, 6, -4)]
    assert found.foci[0].statistic == "Z = 4.2"
    behind = read(table((("Region", "x", "y", "z", "Z"),), ("Insula", "-38", "6", "-4", "4.2")))
    assert behind.foci[0].statistic == "Z = 4.2"


def test_of_both_spaces_side_by_side_mni_is_taken() -> None:
    head = (
        ("Region", *["MNI"] * 3, *["Talairach"] * 3, "T"),
        ("Region", "x", "y", "z", "x", "y", "z", "T"),
    )
    found = read(
        table(head, ("Insula", "-38", "6", "-4", "-37", "5", "-3", "5.12"), caption="Loss")
    )
    assert points(found) == [(-38, 6, -4)]


def test_columns_side_by_side_are_contrasts_of_their_own() -> None:
    head = (
        ("Region", *["Pain > controls"] * 3, *["Controls > pain"] * 3),
        ("Region", "x", "y", "z", "x", "y", "z"),
    )
    found = read(table(head, ("Insula", "-38", "6", "-4", "12", "-18", "8")))
    assert {one.contrast for one in found.foci} == {"Pain > controls", "Controls > pain"}


def test_rows_that_span_the_table_part_its_contrasts() -> None:
    found = read(
        table(
            HEAD,
            ("Pain > controls",) * 5, ("Insula", "-38", "6", "-4", "5.1"),
            ("Frontal lobe",) * 5, ("Gyrus", "-30", "40", "8", "4.4"),
            ("Controls > pain", "", "", "", ""), ("Thalamus", "12", "-18", "8", "4.1"),
        )
    )  # fmt: skip
    assert [one.contrast for one in found.foci] == [
        "Pain > controls", "Pain > controls", "Controls > pain"
    ]  # fmt: skip


def test_a_heading_of_one_direction_goes_on_from_the_caption() -> None:
    found = read(table(HEAD, ("Decreased",) * 5, *PEAK, caption="Group differences in MNI space."))
    assert [one.contrast for one in found.foci] == ["Group differences in MNI space, Decreased"]


def test_a_column_of_contrasts_counts_first() -> None:
    head = (("Contrast", "Region", "x", "y", "z", "F"),)
    row = ("Pre > post", "Insula", "-38", "6", "-4", "12.3")
    found = read(table(head, row))
    assert [(one.contrast, one.statistic) for one in found.foci] == [("Pre > post", "F = 12.3")]


def test_the_head_repeated_within_a_table_is_no_row() -> None:
    found = read(table(HEAD, *PEAK, HEAD[0], ("Thalamus", "12", "-18", "8", "4.0")))
    assert len(found.foci) == 2
    assert found.rejected == ()


def test_a_peak_printed_twice_is_one() -> None:
    assert len(read(table(HEAD, *PEAK, *PEAK)).foci) == 1


@pytest.mark.parametrize(
    ("caption", "notes", "methods", "space"),
    [
        ("Reduced volume (Talairach)", "MNI", "MNI space", "TAL"),
        ("Reduced volume", "Coordinates are in MNI space.", "Talairach coordinates", "MNI"),
        ("Reduced volume", "", "Images were normalized to the MNI template.", "MNI"),
        ("Reduced volume", "", "Coordinates are those of Talairach.", "TAL"),
        ("Reduced volume", "", "Montreal Neurological Institute space was used.", "MNI"),
    ],
)
def test_the_space_is_named_nearest_to_the_numbers(
    caption: str, notes: str, methods: str, space: str
) -> None:
    found = read(table(HEAD, *PEAK, caption=caption, notes=notes), methods=methods)
    assert [one.space for one in found.foci] == [space]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (table(HEAD, *PEAK, caption="Reduced volume in patients"), "certain in which space"),
        (table(HEAD, *PEAK, caption="Reduced (MNI to Talairach)"), "certain in which space"),
        (table(HEAD, *PEAK, role=Role.METHODS), "stands in the methods"),
        (table(HEAD, *PEAK, caption="Seeds used for connectivity (MNI)"), "chosen or known before"),
        (table((("ROI", "x", "y", "z"),), PEAK[0][:4]), "regions that were chosen"),
        (table(HEAD, *PEAK, caption="MNI peaks of previous studies"), "chosen or known before"),
        (table((("Study", "x", "y", "z", "T"),), *PEAK), "lists other studies"),
        (table(HEAD, *PEAK, caption="MNI coordinates of the electrodes"), "chosen or known before"),
        (table((("Region", "x", "y", "z"),), PEAK[0][:4], caption="MNI"), "what was found"),
        (
            table(HEAD, *[(f"R{n}", f"{40 + n}", "60", "33", "4") for n in range(6)]),
            "numbers of voxels",
        ),
        (table(HEAD, ("Insula", "-138", "6", "-4", "5")), "too many"),
        (
            table((("R", "x", "y", "z", "x", "y", "z", "T"),), ("I", "1", "2", "3") * 2),
            "how they differ",
        ),
    ],
)
def test_what_is_no_table_of_results_gives_none_and_says_why(given: Table, why: str) -> None:
    found = read(given)
    assert found.foci == ()
    assert [why in one.why for one in found.rejected] == [True]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Insula", "-138", "6", "-4", "5.1"), "outside the brain"),
        (("Left insula", "38", "6", "-4", "5.1"), "sign is not that of the side"),
        (("R insula", "-38", "6", "-4", "5.1"), "sign is not that of the side"),
        (("Insula", "-38", "6", "n.s.", "5.1"), "plain numbers"),
        (("Insula", "-38", "", "-4", "5.1"), "plain numbers"),
        (("Insula", "-38,5", "6,0", "-4,2", "5.1"), "plain numbers"),
    ],
)
def test_one_bad_row_is_left_out_with_its_reason(row: tuple[str, ...], why: str) -> None:
    others = [(f"Region {n}", f"-{n}", "6", "-4", "5.1") for n in range(20, 26)]
    found = read(table(HEAD, *others, row))
    assert len(found.foci) == len(others)
    assert [why in one.why for one in found.rejected] == [True]


@pytest.mark.parametrize(
    "given",
    [
        table((("Group", "n", "Age"),), ("Pain", "24", "57")),
        table((("Variable", "z", "p"),), ("Age", "1.2", "0.2")),
        table((), ("a",)),
        table((), ()),
        table(HEAD),
        table((("Coordinates", "Note"),), ("see the supplement", "")),
    ],
)
def test_a_table_without_coordinates_is_passed_over(given: Table) -> None:
    assert read(given) == Peaks((), ())


def test_a_voxel_index_is_no_coordinate() -> None:
    head = (("Region", "voxel x", "voxel y", "voxel z", "T"),)
    assert read(table(head, *PEAK)) == Peaks((), ())


def test_a_focus_says_where_it_was_printed() -> None:
    assert read(table(HEAD, *PEAK)).foci == (
        Focus(
            x=-38.0, y=6.0, z=-4.0, space="MNI", statistic="T = 5.12", source="Table 2",
            contrast=CAPTION,
        ),
    )  # fmt: skip


def test_columns_of_the_left_and_of_the_right_hemisphere_are_one_contrast() -> None:
    sides = ("Structure", *["Left Hemisphere"] * 4, *["Right Hemisphere"] * 4)
    names = ("", "Z-stat", "x", "y", "z", "Z-stat", "x", "y", "z")
    found = read(
        table(
            (sides, names),
            ("Insula", "3.1", "-38", "6", "-4", "3.2", "40", "8", "-2"),
            ("Putamen", "-", "-", "-", "-", "3.3", "24", "2", "4"),
            ("Caudate", "3.4", "12", "8", "8", "", "", "", ""),
        )
    )
    assert [(one.x, one.statistic) for one in found.foci] == [
        (-38, "Z = 3.1"), (40, "Z = 3.2"), (24, "Z = 3.3"),
    ]  # fmt: skip
    assert {one.contrast for one in found.foci} == {CAPTION}
    (fault,) = found.rejected
    assert "12, 8, 8" in fault.finding
    assert "side" in fault.why


def test_maps_side_by_side_each_with_its_statistic_are_told_apart_by_their_headings() -> None:
    groups = ("Region", *["Tea"] * 4, *["Water"] * 4)
    above = ("", "MNI", "MNI", "MNI", "T-score", "MNI", "MNI", "MNI", "T-score")
    names = ("", "x", "y", "z", "", "x", "y", "z", "")
    found = read(
        table(
            (groups, above, names),
            ("Insula", "-38", "6", "-4", "5.1", "40", "8", "-2", "6.1"),
            caption="Regions activated by each drink",
        )
    )
    assert [(one.x, one.statistic, one.contrast) for one in found.foci] == [
        (-38, "T = 5.1", "Regions activated by each drink, Tea MNI"),
        (40, "T = 6.1", "Regions activated by each drink, Water MNI"),
    ]


def test_axes_named_over_the_wrong_columns_are_found_by_what_is_under_them() -> None:
    merged = ("Region", *["MNI coordinates"] * 3, "Z-score")
    shifted = ("X", "Y", "Z", "", "")
    found = read(table((merged, shifted), ("Insula", "-38", "6", "-4", "3.84")))
    assert points(found) == [(-38, 6, -4)]
    assert found.foci[0].statistic == "Z = 3.84"


def test_a_heading_marked_up_as_head_counts_for_the_rows_below_it() -> None:
    heading = ("Tea > water",) * 5
    caption = "Between group effects (tea vs. Water) at noon"
    found = read(table((*HEAD, heading), *PEAK, caption=caption, notes="MNI space"))
    assert (found.foci[0].contrast, found.foci[0].statistic) == ("Tea > water", "T = 5.12")
    plain = read(table(HEAD, *PEAK, caption=caption, notes="MNI space"))
    assert plain.foci[0].contrast == caption


def test_activation_and_deactivation_are_parted_and_survive_a_long_caption() -> None:
    caption = "Regions that differ between patients and controls " + "at noon and at night " * 20
    up, down = (("Activation", "", "", "", ""), ("Deactivation", "", "", "", ""))
    below = ("Putamen", "-24", "2", "4", "5.2")
    found = read(table(HEAD, up, *PEAK, down, below, caption=caption, notes="MNI space"))
    assert [one.contrast.rpartition(", ")[2] for one in found.foci] == [
        "Activation", "Deactivation",
    ]  # fmt: skip


def test_a_column_that_says_only_which_way_goes_on_from_the_caption() -> None:
    found = read(
        table((("Region", "Contrast", "x", "y", "z"),), ("Insula", "Negative", *PEAK[0][1:4]))
    )
    assert found.foci[0].contrast == f"{CAPTION}, Negative"


def test_functional_regions_of_interest_are_regions_that_were_chosen() -> None:
    head = (("fROI", "x", "y", "z", "F peak voxel"),)
    found = read(table(head, *PEAK, caption="Identified fROIs and results of analysis (MNI)"))
    assert found.foci == ()
    assert found.rejected[0].why == "it lists regions that were chosen"
