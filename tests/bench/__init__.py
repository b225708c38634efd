"""Benchmarks: one module a topic, each with a function ``rows``."""
