"""Jinja2 templates, with a review's own before the built-in ones.

In what people read, foreign text is made inert; in what models are asked, it is fenced. Where a
review has a template of its own, all are filled in a sandbox: they reach what they are given, and
nothing of Python behind that.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
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
        if _is_copy(self._home / self._folder / template.lstrip("/"), self._home):
            raise TemplateNotFound(template)
        return source


def _is_copy(file: Path, review: Path) -> bool:
    """Whether a file of a review says what the built-in one of that name says."""
    built_in = (home / file.relative_to(review) for home in _HOMES)
    return any(path.is_file() and path.read_bytes() == file.read_bytes() for path in built_in)


def _has_own(review: Path, folder: str) -> bool:
    """Whether a review has templates of its own, or links, which are refused when they are used."""
    own = review / folder
    return own.is_symlink() or any(
        path.is_symlink() or (path.is_file() and not _is_copy(path, review))
        for path in own.rglob("*")
    )


# Compiling takes longer than filling. What finalizes is compiled in, and the sandbox, too.
_COMPILED: defaultdict[tuple[type[Environment], _Finalize], _Compiled] = defaultdict(_Compiled)


def built_in(name: str) -> str:
    """A built-in template's own text, unfilled."""
    places = [home / "templates" / name for home in _HOMES]
    return next(path for path in places if path.is_file()).read_text("utf-8")


def renderer(review: Path, topic: str = "") -> Callable[..., str]:
    """A function that fills the template of a name.

    ``review/templates`` goes first, then those of the topic, then those of every review.
    """
    fillers = {
        ending: _filler(review, topic, "templates", finalize=inert)
        for ending, inert in _INERT.items()
    }
    usual = _filler(review, topic, "templates", finalize=markdown)

    def render(name: str, /, **values: object) -> str:
        ending = next((filler for filler in fillers if name.endswith(filler)), "")
        return fillers.get(ending, usual)(name, **values)

    return render


def prompts(review: Path, topic: str = "") -> Callable[..., str]:
    """A function that fills a question to a language model.

    ``review/prompts`` goes first, then those of the topic, then those of every review.
    """
    # Nothing is escaped: a quote that comes back must be found in the record again.
    return _filler(review, topic, "prompts", finalize=None)


def _filler(review: Path, topic: str, folder: str, *, finalize: _Finalize) -> Callable[..., str]:
    topics = _PACKAGE / "topics" / topic
    foreign = bool(topic) and not topics.is_dir()
    if foreign or _has_own(review, folder):
        # Looking at every attribute takes a sixth of all the time: only what others wrote needs it.
        homes = (review / topic, *_HOMES) if foreign else _built_in_homes(topic)
        environment = _environment(
            ImmutableSandboxedEnvironment,
            (_OwnFiles(review, folder), *(_Files(home, folder) for home in homes)),
            finalize,
        )
    else:
        environment = _built_in_environment(topic, folder, finalize)

    def render(name: str, /, **values: object) -> str:
        try:
            return environment.get_template(name).render(**values)
        except TemplateSyntaxError as fault:
            raise Mistake(
                f"{folder}/{fault.name}, line {fault.lineno}: {fault.message}",
                hint="Mend the template, or remove it to use the built-in one.",
            ) from None
        except TemplateNotFound as fault:
            home = f"{topic}/{folder}" if foreign else folder
            raise Mistake(
                f"there is no template {home}/{fault.name}",
                hint="A topic of your own needs one for each section that it names: write it, or"
                " copy that of a built-in topic."
                if foreign
                else "Write it, or take it out of the template that includes it.",
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


def _built_in_homes(topic: str) -> tuple[Path, ...]:
    """Where the program's own templates are, those of a topic first."""
    return (_PACKAGE / "topics" / topic, *_HOMES) if topic else _HOMES


@cache  # with its templates, which are many small files
def _built_in_environment(topic: str, folder: str, finalize: _Finalize) -> Environment:
    loaders = tuple(_Files(home, folder) for home in _built_in_homes(topic))
    return _environment(Environment, loaders, finalize)


def _environment(
    kind: type[Environment], loaders: tuple[_Files, ...], finalize: _Finalize
) -> Environment:
    environment = kind(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        finalize=finalize,
        bytecode_cache=_COMPILED[kind, finalize],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(FUNCTIONS)
    return environment
