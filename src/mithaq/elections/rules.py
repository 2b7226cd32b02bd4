"""Who may in this room; what the institution allows is the charter's to say, whether it is time the election's."""

from __future__ import annotations

import rules

from mithaq.people.rules import is_member, is_officer, is_visitor

rules.add_perm("elections.see", is_visitor)  # what each may see of it is `selectors.reading`'s to say
rules.add_perm("elections.take_part", is_member)  # nominate, stand, vote: for whom is asked of `people.voices`
rules.add_perm("elections.run", is_officer)  # call, admit, open, close, count, declare
