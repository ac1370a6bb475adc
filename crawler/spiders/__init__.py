"""One spider: the municipalities."""
