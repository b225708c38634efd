"""How models fail, rolled up a taxonomy: rates, differences, pairs, trends."""
