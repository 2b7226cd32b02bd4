"""A process that runs long has made its classes, addresses and forms: from here on it need not walk over them again.

Python looks for rings of things nobody holds any more after each 700 things made, and now and then over everything
there is. A page or a round makes thousands at a time, which go by themselves; beside them stand some 200,000 that stay.
"""

from __future__ import annotations

import gc

MADE = 20_000  # so many more made than let go before young things are looked over


def settle() -> None:
    """Call it once, when what the process needs has been read."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE, 20, 20)
