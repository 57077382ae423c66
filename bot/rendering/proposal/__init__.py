"""The pull request's body, section by section."""
