"""Publishing, with every adapter in its place."""

import ssl
from pathlib import Path
from uuid import uuid4

from bot import settings
from bot.adapters.git import Git
from bot.adapters.mail import Mail, Server, is_mail_address
from bot.adapters.store import DirectoryStore
from bot.adapters.store.atomic_files import replace_file
from bot.adapters.store.run_log import FileRunLog
from bot.adapters.templates import prompts, renderer
from bot.adapters.write_ahead_log import FileWriteAheadLog
from bot.domain.protocol import Protocol
from bot.errors import Mistake
from bot.jobs.publish import PublishContext, Published, publish
from bot.jobs.publish.context import Summarise, as_it_is
from bot.jobs.summarise import summarise
from bot.settings.timetable import next_search
from bot.wiring.locking import alone
from bot.wiring.review_folder import CACHE, usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import forge, git, models, repository_name
from bot.wiring.vocabularies import chosen_vocabulary, topic_name


def publish_review(directory: Path, runtime: Runtime) -> Published:
    """Tell readers what the main branch of the review in ``directory`` has that they know not.

    Raises:
        Mistake: settings that cannot be used.
        ServiceFailed: a service failed; the next run goes on from there.
    """
    root = usable_root(directory)
    with alone(root):
        repository = git(root, runtime)
        mainline = repository.mainline()
        try:
            store = DirectoryStore(mainline.root)
            protocol = settings.parse(store.read(settings.FILE) or "")
            config = settings.from_environment(runtime.environment)
            vocabulary = chosen_vocabulary(protocol, mainline.root)
            context = PublishContext(
                mainline=mainline,
                store=store,
                run_log=FileRunLog(repository.log(runtime.warn), runtime.warn),
                forge=forge(repository, runtime),
                mailer=mailer(protocol, runtime),
                receivers=_receivers(protocol, config),
                log=FileWriteAheadLog(root / CACHE / "sent"),
                vocabulary=vocabulary,
                fill=renderer(mainline.root, topic_name(vocabulary)),
                today=runtime.today,
                now=runtime.time.seconds_since_epoch,
                by=_publisher(root, runtime),
                home=_home(protocol, repository, config),
                next_search=next_search(protocol, runtime.today),
                summarise=_summarise(protocol, root, mainline.root, runtime),
                report=runtime.report,
                warn=runtime.warn,
            )
            return publish(protocol, context)
        finally:
            mainline.close()


def mailer(protocol: Protocol, runtime: Runtime) -> Mail | None:
    """The mail server that the environment names; none, and no mail, without one."""
    url = settings.from_environment(runtime.environment).smtp_url
    if not url:
        return None
    sender = protocol.digest.sender or protocol.contact
    if not is_mail_address(sender):
        raise Mistake(
            "digest.sender in review.yaml is no address that mail can come from",
            hint="Write it as name@example.org.",
        )
    return Mail(
        server=Server.read(url),
        time=runtime.time,
        tls=ssl.create_default_context(cafile=runtime.environment.get("SSL_CERT_FILE") or None),
        title=protocol.digest.title or protocol.title,
        sender=sender,
        page=protocol.digest.page,
        seconds=runtime.read_seconds,
    )


def _receivers(protocol: Protocol, config: settings.Settings) -> tuple[str, ...]:
    """The list's address and those of single receivers, each once."""
    addresses = [address for address in (protocol.digest.address, *config.recipients) if address]
    for number, address in enumerate(addresses):
        if not is_mail_address(address):
            # Which one, without showing it: the log of a run may be public.
            first = 0 if protocol.digest.address else 1
            where = f"number {number + first} in DIGEST_RECIPIENTS"
            if number + first == 0:
                where = "digest.address in review.yaml"
            raise Mistake(f"{where} is no mail address", hint="Write it as name@example.org.")
    return tuple({address.lower(): address for address in addresses}.values())


def _publisher(root: Path, runtime: Runtime) -> str:
    """Who publishes here: a run of Actions with all its attempts, or this clone."""
    if run := runtime.environment.get("GITHUB_RUN_ID", "").strip():
        return f"run {run}"
    file = root / CACHE / "publisher"
    if not file.exists():
        replace_file(file, uuid4().hex[:12].encode())
    return f"clone {file.read_text('utf-8').strip()}"


def _home(protocol: Protocol, repository: Git, config: settings.Settings) -> str:
    """Where readers read the review."""
    if protocol.digest.home:
        return protocol.digest.home
    name = repository_name(repository, config)
    return f"{config.github_server_url.rstrip('/')}/{name}" if name else ""


def _summarise(protocol: Protocol, root: Path, review: Path, runtime: Runtime) -> Summarise:
    """How a version gets its summary: none where no language model is named."""
    language_models = models(protocol, root / CACHE, runtime)
    if not language_models:
        return as_it_is
    return lambda version: summarise(version, language_models[0], prompts(review), protocol.model)
