"""Results as Altair charts that show in JupyterLab, on code hosts and to screen readers.

Importing this module switches its renderer on, see :func:`enable`. Nothing is computed here.
"""

from trainer_widgets.analysis.charts.estimates import agreement, presentation_bias
from trainer_widgets.analysis.charts.rendering import enable
from trainer_widgets.analysis.charts.tags import tag_quality
from trainer_widgets.analysis.charts.work import pace, progress

__all__ = ["agreement", "enable", "pace", "presentation_bias", "progress", "tag_quality"]

enable()
