"""A text comes into force: the charter and every record it asks for, in one transaction, or nothing."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.blueprints.amendable import deciding_clause
from mithaq.blueprints.examining import sound
from mithaq.blueprints.rooms import ROOMS
from mithaq.blueprints.services.keeping import note_standing
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services as founding
from mithaq.institutions.selectors import Charter, Institution
from mithaq.kernels.charter import Charter as Text
from mithaq.kernels.charter import CharterRefuses, Finding


def adopt(
    institution: Institution,
    text: str,
    *,
    blueprint: str = "",
    reason: str = "",
    on: date,
    by: Actor,
    at: datetime,
) -> Charter:
    """Put a text in force and make what it asks for stand. The same text again changes nothing.

    A first charter needs nobody's decision. Where one is in force, its own clause on amendments is asked: refused by
    the charter where a body has to decide (`propose_amendment`); where none has to, the secretary decides and says why.
    Refused: `Faulty` where the text has faults; (ValidationError) a text larger than half a megabyte, no reason, a day
    to come or before the charter in force.
    """
    charter = sound(text)
    if on > localdate(at):
        raise ValidationError({"on": _("A charter comes into force today or from a day past, not from a day to come.")})
    with transaction.atomic():
        current = _locked(institution)
        if current is not None and current.digest != digest(text):
            clause = deciding_clause(institutions.read(current))
            if clause is not None:
                raise CharterRefuses([Finding(clause.id, "blueprints.needs-decision", {"rule": clause["rule"]})])
            if not reason.strip():
                raise ValidationError({"reason": _("Say why the charter is changed: it stays on record.")})
        return put_in_force(institution, text, blueprint=blueprint, reason=reason, on=on, by=by, at=at, charter=charter)


def put_in_force(
    institution: Institution,
    text: str,
    *,
    blueprint: str,
    reason: str = "",
    decided_by: str = "",
    charter: Text,
    on: date,
    by: Actor,
    at: datetime,
) -> Charter:
    """Enact a text that may be, and let every room make it stand; called inside a transaction."""
    before = institutions.version_of(institution, on=on)
    version = founding.enact(institution, text, blueprint=blueprint, decided_by=decided_by, on=on, by=by, at=at)
    done = sum(room.services.stand(institution, charter, on=on, by=by, at=at) for room in ROOMS)
    noted = note_standing(institution, charter, on=on)
    if done or noted or before is None or before.pk != version.pk:
        said = {"number": version.number, "records": done, "reason": " ".join(reason.split())[:500]}
        journal.write("blueprints.adopt", about=version, by=by, at=at, scope=institution.uid, after=said, public=True)
    return version


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _locked(institution: Institution) -> Charter | None:
    """The version that nothing has followed yet; whoever adopts at the same time waits."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    newest = institutions.versions(institution)
    return newest[0] if newest else None
