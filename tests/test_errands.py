"""What CONTRIBUTING promises: which files a source, a command, an output and a topic touch."""

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = '''
"""Toy: a database with one paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.records import Article, Record
from bot.domain.strategies import SearchLines, Strategy
from bot.ports import Fetched
from bot.sources import SourceOptions


@dataclass
class Toy:
    """The source."""

    code: str = "toy"
    name: str = "Toy"
    sent: int = 0

    def query(self, strategy: Strategy, lines: SearchLines) -> str:
        return strategy.elsewhere.get("toy", "")

    def search(self, query: str) -> tuple[str, ...]:
        return ("7",)

    def fetch(self, ids: Sequence[str]) -> Fetched:
        papers = {key: Record(id=f"toy-{key}", source="toy", keys=(f"toy:{key}",)) for key in ids}
        return Fetched(articles={key: Article(record=paper) for key, paper in papers.items()})

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:
        return ()


def build(options: SourceOptions) -> Toy:
    """The source."""
    return Toy()
'''
SPEC = """        SourceSpec(
            code="toy", title="Toy", url_variable="TOY_URL", url="https://toy.example.org",
            link="https://toy.example.org/{key}", rate=1.0,
        ),
    )
}
"""
USE_SOURCE = """
from bot import settings
from bot.demo import story
from bot.wiring.runtime import Runtime
from bot.wiring.services import sources

text = story.protocol().replace("expression:", "elsewhere: {toy: moon}\\n      expression:", 1)
protocol = settings.parse(f"{text}\\nsources: [pubmed, toy]\\n")
(toy,) = sources(protocol, Runtime(environment={})).others
((key, article),) = toy.fetch(toy.search("moon")).articles.items()
print(toy.name, article.record.link)
"""
COMMAND = '''
"""``/wave``: a greeting."""

from bot.domain.state import State
from bot.events.command import Command, CommandContext, CommandOutcome, CommandResult, Who
from bot.events.command_call import CommandCall


def _run(state: State, call: CommandCall, context: CommandContext) -> CommandResult:
    return CommandResult(outcome=CommandOutcome.ANSWER, sentence=f"Hello, {call.arguments}")


COMMAND = Command(
    name="wave", usage="/wave NAME", summary="greets", who=Who.EVERYBODY, run=_run
)
'''
USE_COMMAND = """
from datetime import date

from bot import settings
from bot.demo import story
from bot.domain.state import State
from bot.events.command import CommandContext
from bot.events.comments import calls
from bot.events.dispatch import perform

context = CommandContext(
    login="alice", today=date(2026, 11, 16), pull=3, protocol=settings.parse(story.protocol()),
    vocabulary=None, numbers={}, read_study=lambda state, record: None,
    article=lambda state, record: None,
)
for call in calls("/wave moon\\n/help"):
    result = perform(State(), call, context, may_write=False)
    print(result.sentence, result.details)
"""

OUTPUT = """    _feeds,
    _count,
)
"""
OUTPUT_FUNCTION = """def _count(data: DocumentData) -> dict[str, str]:
    return {"review/count.txt": str(len(data.state.included))}


OUTPUTS: tuple"""
USE_OUTPUT = """
from bot import settings
from bot.demo import story
from bot.domain.state import State
from bot.rendering.documents import documents

texts = documents(
    State(), settings.parse(story.protocol()), None, lambda template, **values: "", None
)
print(texts["review/count.txt"])
"""
TOPIC = """
paper: paper on gardens
place: Bed
facts:
  tools: {term: scale, meaning: Tools that were used}
comparisons: {watered_vs_dry: {of_exposed: true, burden: true}}
certainty: {concerns: {confounded: no second bed, exposure not isolated: water was not measured}}
sections: [{name: answer, heading: What grows}]
"""
TOPIC_WORDS = """
regions: [{id: pond_bed, name: Pond bed, aliases: [pond bed]}]
measures: [{id: height, name: Height, family: growth, aliases: [height]}]
families: [{id: growth, name: Growth, theme: plants}]
themes: [{id: plants, name: Plants}]
comparisons: [{id: watered_vs_dry, name: Watered against dry, asked: true}]
"""
USE_TOPIC = """
from pathlib import Path

from bot import settings
from bot.demo import story
from bot.wiring.vocabularies import chosen_vocabulary

text = story.protocol().replace("vocabulary: neuroimaging", "vocabulary: garden")
vocabulary = chosen_vocabulary(settings.parse(text), Path("."))
print(vocabulary.topic.name, vocabulary.topic.place, *vocabulary.terms["region"])
"""


@dataclass
class Tree:
    """A copy of the program in which files are added and changed."""

    root: Path
    touched: list[str] = field(default_factory=list)

    def add(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text.lstrip(), "utf-8")
        self.touched.append(path)

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert text.count(old) == 1
        (self.root / path).write_text(text.replace(old, new), "utf-8")
        if path not in self.touched:
            self.touched.append(path)


@dataclass(frozen=True)
class Errand:
    """What was touched for one errand, and what the program then says."""

    touched: tuple[str, ...]
    said: str


@pytest.fixture(scope="module")
def errands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Errand]:
    """All errands done in one copy of the program, which is started once."""
    root = tmp_path_factory.mktemp("tree")
    # With what Python compiled, which takes longer than all else here.
    shutil.copytree(ROOT / "bot", root / "bot")
    source, command, output, topic = (Tree(root=root) for _ in range(4))
    source.add("bot/sources/toy.py", SOURCE)
    source.change("bot/domain/sources.py", "    )\n}\n", SPEC)
    command.add("bot/events/commands/wave.py", COMMAND)
    output.change("bot/rendering/documents.py", "OUTPUTS: tuple", OUTPUT_FUNCTION)
    output.change("bot/rendering/documents.py", "    _feeds,\n)\n", OUTPUT)
    topic.add("bot/topics/garden/topic.yaml", TOPIC)
    topic.add("bot/topics/garden/vocabulary/words.yaml", TOPIC_WORDS)
    uses = (USE_SOURCE, USE_COMMAND, USE_OUTPUT, USE_TOPIC)
    printed = subprocess.run(
        [sys.executable, "-c", "print('----')\n".join(uses)],
        cwd=root, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(root)},
    ).stdout.split("----\n")  # fmt: skip
    names = ("source", "command", "output", "topic")
    done = zip(names, (source, command, output, topic), printed, strict=True)
    return {name: Errand(tuple(tree.touched), said) for name, tree, said in done}


def test_a_source_is_a_module_and_an_entry(errands: dict[str, Errand]) -> None:
    assert errands["source"].said == "Toy https://toy.example.org/7\n"
    assert len(errands["source"].touched) == 2


def test_a_command_is_a_module(errands: dict[str, Errand]) -> None:
    assert errands["command"].said.startswith("Hello, moon")
    assert "/wave NAME" in errands["command"].said
    assert len(errands["command"].touched) == 1


def test_an_output_is_a_function_and_an_entry_of_one_file(errands: dict[str, Errand]) -> None:
    assert errands["output"].said == "0\n"
    assert len(errands["output"].touched) == 1


def test_a_topic_is_a_folder(errands: dict[str, Errand]) -> None:
    touched = {Path(path).parts[:3] for path in errands["topic"].touched}
    assert errands["topic"].said == "garden Bed pond_bed\n"
    assert touched == {("bot", "topics", "garden")}
