"""The static site: the review as pages that work without a server, made of its documents."""
