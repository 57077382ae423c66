"""The few things that steps and jobs need from outside, each as small as its use."""

from bot.ports.forge import (
    BRANCH,
    LOG_BRANCH,
    Account,
    Comment,
    Forge,
    Issue,
    PullRequest,
    Revision,
)
from bot.ports.literature import Cache, Fetched, FullTexts, Register, Source, UpdateFiles
from bot.ports.mail import Mailer, MailMessage, MailOutcome, WriteAheadLog
from bot.ports.messages import Progress, Report, silent
from bot.ports.models import LanguageModel, Reply
from bot.ports.review import Base, Mainline, RenderCache, RunLog, Store, Workspace
from bot.ports.session_log import SessionLog

__all__ = [
    "BRANCH",
    "LOG_BRANCH",
    "Account",
    "Base",
    "Cache",
    "Comment",
    "Fetched",
    "Forge",
    "FullTexts",
    "Issue",
    "LanguageModel",
    "MailMessage",
    "MailOutcome",
    "Mailer",
    "Mainline",
    "Progress",
    "PullRequest",
    "Register",
    "RenderCache",
    "Reply",
    "Report",
    "Revision",
    "RunLog",
    "SessionLog",
    "Source",
    "Store",
    "UpdateFiles",
    "Workspace",
    "WriteAheadLog",
    "silent",
]
