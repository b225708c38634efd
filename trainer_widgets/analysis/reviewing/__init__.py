"""How labels fare when they are reviewed: what passes, and what is done again."""
