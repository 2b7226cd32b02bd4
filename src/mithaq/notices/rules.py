"""Who may read notices: whoever takes part, their own."""

import rules

from mithaq.people.rules import is_member

rules.add_perm("notices.see", is_member)
