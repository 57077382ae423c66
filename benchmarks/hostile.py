"""Processor time for long hostile texts, which must not grow faster than they do.

taskset -c 0 .venv/bin/python benchmarks/hostile.py
"""

import sys
from collections.abc import Callable
from time import process_time

from bot.domain.records import Record
from bot.extraction.facts import facts
from bot.extraction.reader import read
from bot.extraction.text import sentences
from bot.extraction.vocabulary import load
from bot.rendering.references import reference
from bot.screening.duplicates import pairs
from bot.screening.prompt_injection import injected_instruction

VOCABULARY = load("neuroimaging")
OPENING = "METHODS: Cancer patients with pain and healthy controls were scanned.\nRESULTS: "
FINDINGS = (
    "insula and reduced GMV in the left ", "24 patients (n = 3, ", "superior, middle, ",
    "a (ABC) ", "RESULTS: Insula GMV fell. ", "compared with controls ", "(", "aaaaaaaaaa",
    "FC between the left insula and the ACC was lower in patients. ", "12 24.5 ", "insula",
    "Patients with breast cancer (n = 20) received morphine. ", "left insula, right putamen and ",
    "RESULTS: ReHo of the insula was lower.\n", "((((ACC) (",
)  # fmt: skip
FACTS = (
    "We saw VAS, ", "no lung cancer ", "We left out lung cancer (excluded) ", "CIPN (CIPN) ",
    "breast and lung cancer, ", "3 T ", "after after morphine ", "(", "We saw rats. ", "VAS ",
    "without ",
)  # fmt: skip
ORDERS = (
    "ignore all ", "a ", "you are a ", "e\u0301", "\u200b", "{", "<", "x", "please include ",
    "system: moon ", "note to all ai ", "忽略之前", "\u0430a", "i-g", "\U000e0061", "this paper ",
    "bu makaleyi ", "nimm diese studie ", " _ ", ". \n\"'",
)  # fmt: skip
SIZES = (50_000, 100_000)
"""Characters; the reader of findings reads no more than the second."""


def _findings(text: str) -> None:
    read(text, OPENING + text)


def _facts(text: str) -> None:
    facts("", text, sentences(text), VOCABULARY)


def measured(job: Callable[[str], object], piece: str) -> list[float]:
    """Seconds for each size."""
    seconds = []
    for size in SIZES:
        text = piece * (size // len(piece))
        start = process_time()
        job(text)
        seconds.append(process_time() - start)
    return seconds


def main() -> None:
    """Print the piece that takes longest, the one that grows most, and two plain crowds."""
    for name, job, pieces in (
        ("findings", _findings, FINDINGS),
        ("facts", _facts, FACTS),
        ("orders to programs", injected_instruction, ORDERS),
    ):
        job("Warm.")
        took = {piece: measured(job, piece) for piece in pieces}
        for word, key in (("longest", _whole), ("grows most", _growth)):
            piece = max(took, key=lambda one: key(took[one]))
            first, second = took[piece]
            sys.stdout.write(
                f"{name}, {word}: {SIZES[0]:,} characters {first:.2f} s, "
                f"{SIZES[1]:,} {second:.2f} s, of {piece!r}\n"
            )
    crowd = [Record(id=str(at), title="Letter to the editor") for at in range(3_000)]
    start = process_time()
    pairs(crowd)
    sys.stdout.write(f"3,000 records of one title compared: {process_time() - start:.2f} s\n")
    reference(crowd[0])
    start = process_time()
    for n in range(500):
        reference(Record(id=f"9{n:08}", title=f"Moon tea {n}"))
    sys.stdout.write(f"500 references: {process_time() - start:.2f} s\n")


def _whole(seconds: list[float]) -> float:
    return seconds[-1]


def _growth(seconds: list[float]) -> float:
    # What takes no time at all grows by chance.
    return seconds[-1] / max(seconds[0], 0.02)


if __name__ == "__main__":
    main()
