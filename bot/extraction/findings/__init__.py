"""The findings of an abstract: mentions, candidates, scored links and their confidence."""
