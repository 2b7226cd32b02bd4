"""What an institution owes on a day, as the rooms say it; the daily round keeps it as `Due`.

The value stands lower, with what a room watches: rooms below this one owe too.
"""

from mithaq.institutions.selectors import findings

Owed = findings.Owed
