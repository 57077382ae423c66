"""What a finding must pass, whoever read it: its words stand there and say what it says."""

from bot.extraction.checks.claim_checks import CHECKS
from bot.extraction.checks.validation import Checked, check, review_own, validate

__all__ = ["CHECKS", "Checked", "check", "review_own", "validate"]
