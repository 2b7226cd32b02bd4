"""Doors to models outside the kernel: sentence embeddings and a language model behind an OpenAI-compatible endpoint.

Nothing here runs unless an operator configures an `Endpoint`; text goes to another machine only with
`allow_leaving=True`, given call by call. What comes back is checked like any input from outside.
"""

from mithaq.kernels.text.adapters.embedding import Embedder, RemoteEmbedder
from mithaq.kernels.text.adapters.endpoint import AdapterFailed, Endpoint
from mithaq.kernels.text.adapters.reading import Asked, Reader, RemoteReader, Suggested

__all__ = [
    "AdapterFailed",
    "Asked",
    "Embedder",
    "Endpoint",
    "Reader",
    "RemoteEmbedder",
    "RemoteReader",
    "Suggested",
]
