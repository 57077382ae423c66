"""Look up what the review says, for people at a terminal and for their assistants.

A look-up and no model: every answer is made of sentences of the review and of quotes with their
addresses. Each is plain data, and :func:`bot.rendering.lookup.text.as_text` puts it into words.
"""
