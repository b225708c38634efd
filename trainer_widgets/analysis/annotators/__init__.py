"""How good each annotator is: gold, the others, pace, escalations."""
