"""Public data sets."""


def load_public(name: str) -> None:
    """Load."""
