"""Who may read notices: whoever takes part, their own; officers also what the institution owes."""

import rules

from mithaq.people.rules import is_member, is_officer

rules.add_perm("notices.see", is_member)
rules.add_perm("notices.see_all_due", is_officer)
