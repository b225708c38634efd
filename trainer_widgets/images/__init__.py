"""Images of items: found inside a folder, opened with care, scaled for the screen.

Nothing here is fetched over a network, and nothing outside the folder is opened. A message of
:class:`ImageError` is for the person who labels: it names no path.
"""

from trainer_widgets.images.decoding import MOST_PIXELS, decoded, upright_size
from trainer_widgets.images.files import ImageError, fingerprint, image_file, needs_folder
from trainer_widgets.images.pictures import MOST_BYTES, Box, Pictures, Rendered

__all__ = [
    "MOST_BYTES",
    "MOST_PIXELS",
    "Box",
    "ImageError",
    "Pictures",
    "Rendered",
    "decoded",
    "fingerprint",
    "image_file",
    "needs_folder",
    "upright_size",
]
