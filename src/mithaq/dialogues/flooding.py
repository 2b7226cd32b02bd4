"""How often somebody may do something in a dialogue: enough for any person and any hall, not for a programme that
floods (foundation.allowances).
"""

from __future__ import annotations

from datetime import timedelta

from mithaq.foundation.allowances import Allowance

ANSWERS = Allowance(120, timedelta(minutes=1))  # of one participant
REPORTS = Allowance(5, timedelta(hours=1))  # of one participant
# New participants without account from one address in one dialogue: behind it may sit a hall, or half a city.
NEWCOMERS = Allowance(1_000, timedelta(hours=1))
