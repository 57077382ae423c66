"""``review.yaml`` and the environment."""

from bot.settings.checks import FILE
from bot.settings.environment import Settings, from_environment
from bot.settings.review_file import parse
from bot.settings.value_checks import examples_left

__all__ = ["FILE", "Settings", "examples_left", "from_environment", "parse"]
