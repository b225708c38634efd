"""Reviews of labels: which are reviewed, what was decided, what goes back."""
