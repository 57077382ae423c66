"""``python -m bot`` is ``living-review-bot``."""

from bot.cli import main

if __name__ == "__main__":
    main()
