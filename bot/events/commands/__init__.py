"""The reviewer commands: each module here defines one as its ``COMMAND``, and is found by that."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from bot.events.command import Command


def _registered() -> Mapping[str, Command]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    commands: list[Command] = [import_module(f"{__name__}.{name}").COMMAND for name in modules]
    return {command.name: command for command in commands}


COMMANDS: Mapping[str, Command] = _registered()
"""Every command by its name, in alphabetical order."""
