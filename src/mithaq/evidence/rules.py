"""Who may do what with documents. Which documents somebody may see is `visibility`, for every way out."""

import rules

from mithaq.people.rules import is_member, is_officer, is_visitor

rules.add_perm("evidence.see", is_visitor)
rules.add_perm("evidence.save_search", is_member)
rules.add_perm("evidence.deposit", is_officer)
rules.add_perm("evidence.code", is_officer)
rules.add_perm("evidence.withdraw", is_officer)
rules.add_perm("evidence.describe", is_officer)
rules.add_perm("evidence.replace", is_officer)
rules.add_perm("evidence.translate", is_officer)
rules.add_perm("evidence.verify", is_member)
rules.add_perm("evidence.compare", is_officer)
rules.add_perm("evidence.learn", is_officer)
