"""Who may in this room; whether a dialogue lets somebody in without an account is its own `entry` to say."""

from __future__ import annotations

import rules

from mithaq.people.rules import is_member, is_officer, is_visitor

rules.add_perm("dialogues.see", is_visitor)  # what each may see of it is `reading`'s to say
rules.add_perm("dialogues.take_part", is_member)
rules.add_perm("dialogues.convene", is_officer)  # prepare, open, close; moderate; renditions; files
