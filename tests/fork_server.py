"""What is done before processes are forked, so that none of them does it again.

It imports what takes long, loads a vocabulary, and compiles the templates of all documents and of
the proposal. None of that is garbage: a process that looked for some would copy it all.
"""

import gc
from importlib import import_module

from tests import weeks
from tests.rendering import proposed

for name in (
    "bot.extraction.checks.validation", "bot.extraction.full_text_reader", "bot.extraction.reader",
    "bot.wiring.daemon", "bot.wiring.doctor", "bot.wiring.publishing", "bot.wiring.update_branch",
    "sklearn.feature_extraction.text", "sklearn.model_selection", "sklearn.svm",
):  # fmt: skip
    import_module(name)
weeks.rendered(weeks.state())
proposed.text(proposed.proposed())
gc.freeze()
