"""The program measured: on labelled files, and on what people of a review corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.adapters import annotated_abstracts, labelled_records
from bot.domain.edit_tracking import mark_person_edits
from bot.errors import Mistake
from bot.extraction.vocabulary import Vocabulary
from bot.jobs.evaluate_extraction import Evaluated, evaluate_extraction
from bot.jobs.evaluate_screening import Row, evaluate
from bot.screening.evaluation import Labels, Order
from bot.synthesis.reader_corrections import ReaderCorrections, reader_corrections
from bot.wiring import open_review
from bot.wiring.runtime import Runtime


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """How the screening is to be measured."""

    order: str
    labels: str
    seeds: int
    target: float
    about: str


def measure(files: Sequence[Path], measurement: Measurement, runtime: Runtime) -> tuple[Row, ...]:
    """The screening measured on labelled ``files``.

    Raises:
        Mistake: an option or a file that cannot be used.
    """
    if measurement.order not in tuple(Order) or measurement.labels not in tuple(Labels):
        raise Mistake(
            f"screening cannot be measured with --order '{measurement.order}'"
            f" --labels '{measurement.labels}'",
            hint="Order is random or time; labels are 0, 10, 20 or half.",
        )
    return evaluate(
        [labelled_records.read(file) for file in files],
        order=Order(measurement.order),
        labels=Labels(measurement.labels),
        seeds=measurement.seeds,
        about=measurement.about,
        target=measurement.target,
        report=runtime.report,
    )


def measure_extraction(
    file: Path,
    abstracts: Path | None,
    vocabulary: Vocabulary | None,
    *,
    cross_validate: bool = False,
) -> Evaluated:
    """The reader measured on the annotated abstracts of ``file``.

    Raises:
        Mistake: a file that cannot be used, or one with too few papers to learn from.
    """
    cases = annotated_abstracts.read(file, abstracts)
    return evaluate_extraction(cases, vocabulary, cross_validate=cross_validate)


def measure_corrections(directory: Path) -> ReaderCorrections:
    """The reader measured on what people of the review in ``directory`` confirmed or corrected."""
    state = open_review(directory).state
    edited = mark_person_edits(state.studies, state.snapshots)
    return reader_corrections(state.with_added(studies=edited))
