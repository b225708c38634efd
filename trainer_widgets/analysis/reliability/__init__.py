"""Agreement between annotators: coefficients from counts, of values, rankings and spans."""
