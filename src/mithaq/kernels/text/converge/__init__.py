"""Who says the same: links between statements across languages and groups, and the messages they add up to.

`links` proposes, a person confirms; `messages` counts; `strongest` chooses what to cite. All three give the same
answer whatever the order in which statements arrive.
"""

from mithaq.kernels.text.converge.clusters import messages, strongest
from mithaq.kernels.text.converge.pairs import CONCEPTS, EMBEDDINGS, Limits, compatible, links
from mithaq.kernels.text.converge.space import Vector

VERSION = "converge-1"

__all__ = ["CONCEPTS", "EMBEDDINGS", "VERSION", "Limits", "Vector", "compatible", "links", "messages", "strongest"]
