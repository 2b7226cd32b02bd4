"""Who may in this room: everybody reads the charter and how it is kept, officers write drafts, the secretary adopts."""

import rules

from mithaq.people.rules import is_member, is_officer, is_secretary, is_visitor

rules.add_perm("blueprints.see", is_visitor)
rules.add_perm("blueprints.see_amendments", is_member)
rules.add_perm("blueprints.draft", is_officer)
rules.add_perm("blueprints.adopt", is_secretary)
