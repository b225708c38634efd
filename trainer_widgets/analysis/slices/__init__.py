"""Where things go wrong: which combinations of features have an unusual rate."""
