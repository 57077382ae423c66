"""Reading titles and abstracts: from words to facts, groups and findings."""
