"""The reader of trials: arms, population, and the effects that an abstract reports, with words.

It shares with the reader of findings in places its sentences, its cues of direction, the judgement
of what a paper asserts, and the model of confidence; outcomes, arms and estimates are its own.
"""

from bot.extraction.effects.trial import read_trial

__all__ = ["read_trial"]
