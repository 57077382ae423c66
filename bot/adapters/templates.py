"""Jinja2 templates, with a review's own before the built-in ones, and foreign text made inert."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from bot.errors import Mistake
from bot.rendering.foreign import markdown

_PACKAGE = Path(__file__).resolve().parent.parent
PLACES = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
"""In an installed package, and in a checkout."""


def built_in(name: str) -> str:
    """A built-in template's own text, unfilled."""
    return next(place / name for place in PLACES if (place / name).is_file()).read_text("utf-8")


def renderer(review: Path) -> Callable[..., str]:
    """A function that fills the template of a name; ``review/templates`` goes first."""
    environment = Environment(  # noqa: S701 - `finalize` escapes for Markdown, not for HTML
        loader=ChoiceLoader([FileSystemLoader(one) for one in (review / "templates", *PLACES)]),
        undefined=StrictUndefined,
        finalize=markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def render(name: str, /, **values: object) -> str:
        try:
            return environment.get_template(name).render(**values)
        except TemplateSyntaxError as fault:
            raise Mistake(
                f"templates/{fault.name}, line {fault.lineno}: {fault.message}",
                hint="Mend the template, or remove it to use the built-in one.",
            ) from None
        except (
            TemplateError,
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ) as fault:
            raise Mistake(
                f"templates/{name}: {fault}",
                hint="Mend the template, or remove it to use the built-in one.",
            ) from None

    return render
