"""Images of items: found inside a folder, opened with care, scaled for the screen.

Nothing here is fetched over a network, and nothing outside the folder is opened. A message of
:class:`ImageError` is for the person who labels: it names no path.
"""

from trainer_widgets.images.decoding import MOST_PIXELS, decoded, plain, upright_size
from trainer_widgets.images.files import ImageError, fingerprint, image_file, needs_folder
from trainer_widgets.images.pictures import MOST_BYTES, Box, Pictures, Rendered
from trainer_widgets.images.places import clamped, is_inside

__all__ = [
    "MOST_BYTES",
    "MOST_PIXELS",
    "Box",
    "ImageError",
    "Pictures",
    "Rendered",
    "clamped",
    "decoded",
    "fingerprint",
    "image_file",
    "is_inside",
    "needs_folder",
    "plain",
    "upright_size",
]
