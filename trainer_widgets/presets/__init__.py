"""Tasks that come with the package and are made as anybody would make one."""

from trainer_widgets.presets import span_extraction, text_classification

__all__ = ["span_extraction", "text_classification"]
