"""``review.yaml`` and the environment."""

from bot.settings.checks import FILE
from bot.settings.environment import Settings, from_environment
from bot.settings.review_file import parse

__all__ = ["FILE", "Settings", "from_environment", "parse"]
