"""Jinja2 templates, with a review's own before the built-in ones.

In what people read, foreign text is made inert; in what models are asked, it is fenced. A template
is filled in a sandbox: it reaches what it is given, and nothing of Python behind that.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.contained_paths import contained
from bot.errors import Mistake
from bot.rendering.escaping import html, markdown, plain
from bot.rendering.template_functions import FUNCTIONS

_PACKAGE = Path(__file__).resolve().parent.parent
_HOMES = (_PACKAGE, _PACKAGE.parent)
"""In an installed package, and in a checkout."""


_INERT = {".html.j2": html, ".txt.j2": plain}
"""How foreign text is made inert, by the ending of a template; in all others as in Markdown."""

_Finalize = Callable[[object], object] | None


class _Compiled(BytecodeCache):
    """Compiled templates of this process, each for as long as its file says the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.checksum, bucket.code


class _Files(FileSystemLoader):
    """Templates of one folder, read through no symbolic link."""

    def __init__(self, home: Path, folder: str) -> None:
        super().__init__(home / folder)
        self._home, self._folder = home, folder

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        # A name that leads upwards is the loader's own to refuse.
        if ".." not in Path(template).parts:
            contained(self._home, f"{self._folder}/{template.lstrip('/')}")
        return super().get_source(environment, template)


class _OwnFiles(_Files):
    """Templates of a review's own, which copies of the built-in ones are not.

    A repository that holds the program, too, has them all, and its topic's go before those.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source = super().get_source(environment, template)
        copied = (home / self._folder / template.lstrip("/") for home in _HOMES)
        if any(path.is_file() and path.read_text("utf-8") == source[0] for path in copied):
            raise TemplateNotFound(template)
        return source


# Compiling takes longer than filling. What finalizes is compiled in: each has a cache of its own.
_COMPILED: defaultdict[_Finalize, _Compiled] = defaultdict(_Compiled)


def built_in(name: str) -> str:
    """A built-in template's own text, unfilled."""
    places = [home / "templates" / name for home in _HOMES]
    return next(path for path in places if path.is_file()).read_text("utf-8")


def renderer(review: Path, topic: str = "") -> Callable[..., str]:
    """A function that fills the template of a name.

    ``review/templates`` goes first, then those of the topic, then those of every review.
    """
    homes = _homes(review, topic)
    fillers = {
        ending: _filler(review, homes, "templates", finalize=inert)
        for ending, inert in _INERT.items()
    }
    usual = _filler(review, homes, "templates", finalize=markdown)

    def render(name: str, /, **values: object) -> str:
        ending = next((filler for filler in fillers if name.endswith(filler)), "")
        return fillers.get(ending, usual)(name, **values)

    return render


def prompts(review: Path, topic: str = "") -> Callable[..., str]:
    """A function that fills a question to a language model.

    ``review/prompts`` goes first, then those of the topic, then those of every review.
    """
    # Nothing is escaped: a quote that comes back must be found in the record again.
    return _filler(review, _homes(review, topic), "prompts", finalize=None)


def _homes(review: Path, topic: str) -> tuple[Path, ...]:
    """The folders that are asked after the review's own, in this order."""
    built_in = _PACKAGE / "topics" / topic
    own = built_in if built_in.is_dir() else review / topic
    return (own, *_HOMES) if topic else _HOMES


def _filler(
    review: Path, homes: Iterable[Path], folder: str, *, finalize: _Finalize
) -> Callable[..., str]:
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([_OwnFiles(review, folder), *(_Files(path, folder) for path in homes)]),
        undefined=StrictUndefined,
        finalize=finalize,
        bytecode_cache=_COMPILED[finalize],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(FUNCTIONS)

    def render(name: str, /, **values: object) -> str:
        try:
            return environment.get_template(name).render(**values)
        except TemplateSyntaxError as fault:
            raise Mistake(
                f"{folder}/{fault.name}, line {fault.lineno}: {fault.message}",
                hint="Mend the template, or remove it to use the built-in one.",
            ) from None
        except (
            TemplateError,
            ArithmeticError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ) as fault:
            raise Mistake(
                f"{folder}/{name}: {fault}",
                hint="Mend the template, or remove it to use the built-in one.",
            ) from None

    return render
