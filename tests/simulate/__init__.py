"""Whether intervals cover and signals keep quiet, over many seasons whose truth is known."""
