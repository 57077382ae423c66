"""What the fork server has done before it forks, so that no process does it again.

It imports what takes long, loads a vocabulary, and compiles the templates of all documents.
"""

from importlib import import_module

from tests import weeks

for name in (
    "bot.wiring.daemon", "bot.wiring.doctor", "bot.wiring.publishing", "bot.wiring.update_branch",
    "sklearn.feature_extraction.text", "sklearn.model_selection", "sklearn.svm",
):  # fmt: skip
    import_module(name)
weeks.rendered(weeks.state())
