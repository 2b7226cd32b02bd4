"""The text of an institution: read with the place of every word, so that whatever is wrong can be pointed at.

The face of the kernel: `from mithaq.kernels import charter`.
"""

from mithaq.kernels.charter.places import NotToml, Place, Placed, read

__all__ = ["NotToml", "Place", "Placed", "read"]
