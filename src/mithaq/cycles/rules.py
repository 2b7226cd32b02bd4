"""Who may in this room: whoever sees the institution sees its calendar; officers keep it."""

import rules

from mithaq.people.rules import is_member, is_officer, is_visitor

rules.add_perm("cycles.see", is_visitor)
rules.add_perm("cycles.ask", is_member)
rules.add_perm("cycles.keep", is_officer)
