"""The flow of records as PRISMA 2020 draws it, in Mermaid, which GitHub shows as a picture."""

from bot.rendering.escaping import one_line
from bot.rendering.phrases import counted
from bot.synthesis.prisma_flow import PrismaFlow

_MOST_REASONS = 8
_LONGEST = 90
_PLAIN = " ,.()-–"


def flowchart(flow: PrismaFlow) -> str:
    """The flow as a fenced block of Mermaid; each box's parts add up to the box before."""
    screened = flow.identified - flow.undecided
    retracted = f"{counted(flow.retracted, 'study', 'studies')} retracted since"
    others = [f"other databases: {flow.from_others:,}"] if flow.from_others else []
    boxes = {
        "identified": ["<b>Records identified</b>",
                       f"PubMed: {flow.from_search - flow.from_others:,}", *others,
                       f"known before, imported or through citations: {flow.from_elsewhere:,}"],
        "undecided": ["<b>Not screened yet</b>", f"{flow.undecided:,}"],
        "screened": ["<b>Records screened</b>", f"{screened:,}"],
        "excluded": [f"<b>Excluded</b>: {flow.excluded:,}", *_reasons(flow.excluded_because)],
        "waiting": ["<b>Wait for a person</b>", f"{flow.waiting:,}"],
        "eligible": ["<b>Judged to belong</b>", f"{flow.included + flow.retracted:,}"],
        "retracted": ["<b>Taken out</b>", retracted],
        "included": ["<b>Studies in this review</b>", f"{flow.included:,}"],
    }  # fmt: skip
    joined = [("identified", "screened"), ("identified", "undecided"), ("screened", "excluded"),
              ("screened", "waiting"), ("screened", "eligible"), ("eligible", "retracted"),
              ("eligible", "included")]  # fmt: skip
    empty = {
        name
        for name, n in (
            ("undecided", flow.undecided), ("waiting", flow.waiting), ("retracted", flow.retracted),
        )
        if not n
    }  # fmt: skip
    lines = ["```mermaid", "flowchart TD"]
    lines += [
        f'    {name}["{"<br>".join(lines_of_box)}"]'
        for name, lines_of_box in boxes.items()
        if name not in empty
    ]
    lines += [f"    {start} --> {end}" for start, end in joined if end not in empty]
    return "\n".join([*lines, "```"])


def _reasons(because: dict[str, int]) -> list[str]:
    shown = list(because.items())[:_MOST_REASONS]
    rest = sum(because.values()) - sum(n for _, n in shown)
    lines = [f"{_inert(why)}: {n:,}" for why, n in shown]
    return lines + ([f"other reasons: {rest:,}"] if rest else [])


def _inert(text: str) -> str:
    """Foreign text for a box: whatever Mermaid, HTML or Markdown could read is a number."""
    shown = one_line(text)
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN else f"#{ord(letter)};" for letter in shown
    )
