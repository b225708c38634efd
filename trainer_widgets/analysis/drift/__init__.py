"""Whether agreement moves over time, when, and with whom."""
