"""Labeling widgets, one module a task."""
