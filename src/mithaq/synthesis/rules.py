"""Who may do what with syntheses. Which of them somebody may see follows from their sources: `selectors.syntheses`."""

import rules

from mithaq.people.rules import is_officer, is_secretary, is_visitor

rules.add_perm("synthesis.see", is_visitor)
rules.add_perm("synthesis.draft", is_officer)
rules.add_perm("synthesis.release", is_secretary)
rules.add_perm("synthesis.write", is_officer)
rules.add_perm("synthesis.translate", is_officer)
rules.add_perm("synthesis.comment", is_officer)
rules.add_perm("synthesis.link", is_officer)
