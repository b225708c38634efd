"""Final labels: what was decided, or agreed, about each item."""
