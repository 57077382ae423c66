"""Files of papers from other programs: reference managers, screening tools, lists of ids."""

from dataclasses import replace
from pathlib import Path

from bot.adapters.importers.registry import FORMATS
from bot.adapters.importers.source_file import SourceFile
from bot.domain.import_items import ImportFile
from bot.errors import Mistake

_FORMATS = f"What can be read: {'; '.join(known.name for known in FORMATS)}."
_UNPACK = f"Unpack an archive; save a spreadsheet as CSV. {_FORMATS}"
_HEADER = f"A table needs a first line that names its columns, `title` or `doi` for one. {_FORMATS}"


def read(file: Path) -> ImportFile:
    """Every entry of ``file``, whatever format its content shows.

    Raises:
        Mistake: nothing in it can be read.
    """
    source = SourceFile.at(file)
    if not source.content.strip() or not (source.binary or source.text.strip()):
        raise Mistake(f"{file} is empty", hint="Export it again.")
    content = _content(file, source)
    if not content.entries:
        raise Mistake(f"{file} ({content.kind}) holds no entry", hint=_FORMATS)
    return replace(content, file=source.name, notes=(*source.notes, *content.notes))


def _content(file: Path, source: SourceFile) -> ImportFile:
    for known in FORMATS:
        try:
            if known.recognises(source) and (content := known.read(source)):
                return content
        except Mistake as error:
            raise Mistake(f"{file}: {error.message}", hint=error.hint) from None
        except RecursionError:
            raise Mistake(
                f"{file}: it is nested deeper than any list of papers", hint="Export it again."
            ) from None
        if source.binary:
            break
    if source.binary:
        raise Mistake(f"{file} is {source.binary}, not text", hint=_UNPACK)
    if source.opening.startswith("<"):
        raise Mistake(f"{file} is XML or a web page", hint=_FORMATS)
    raise Mistake(f"{file} is in no format that is known here", hint=_HEADER)
