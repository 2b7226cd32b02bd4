"""Every page a browser opens in the tests. A room adds its pages here, one line each.

`path` follows the language ("/ar/" + path); what stands in braces comes from tests/browser/world.py: {institution},
{document}, {passage}, {synthesis}, {organisation} (that gave documents), {secret} (of a link), {milestone} (a
deadline), {extension} (that is asked for), {draft} and {faulty} (of a charter), {network}, {meeting} and {motion} (of
the network that meets), {poll}, {elected} and {nominating} (elections of the network: open, declared, called),
{not_elected} (who stood in the second of them),
{tenure} and {membership} (asked for, in that network), {fund} and {application} (to its gate).
`who` is an account of the demonstration ("secretary", "officer", "member", "operator") or "anonymous". `status` is what
the page answers. `needs_script` says that the browser itself offers what the page does to scripts only, as a security
key; everything else works without.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    path: str
    who: str = "anonymous"
    status: int = 200
    needs_script: bool = False

    def __str__(self) -> str:
        return f"/{self.path}" if self.who == "anonymous" else f"/{self.path} as {self.who}"


PAGES = [
    # portal
    Page(""),
    Page("about/"),
    Page("{institution}/"),
    Page("about/api/"),
    Page("{institution}/matrix/"),
    Page("{institution}/matrix/?by=document&lang=ar"),
    Page("{institution}/open-data/"),
    # foundation
    Page("styleguide/"),
    Page("no-such-institution/", status=404),
    Page("account/login/"),
    Page("account/logout/", who="member"),
    Page("account/signup/"),
    Page("account/password/reset/"),
    Page("account/password/reset/done/"),
    Page("account/password/reset/key/1-none/"),
    Page("account/email/", who="member"),
    Page("account/password/change/", who="member"),
    Page("account/reauthenticate/", who="member"),
    Page("account/second-factor/", who="member"),
    Page("account/second-factor/totp/activate/", who="member"),
    Page("account/second-factor/webauthn/", who="member"),
    Page("account/second-factor/webauthn/add/", who="member", needs_script=True),
    Page("desk/letters/", who="operator"),
    Page("desk/jobs/", who="operator"),
    Page("desk/minute/", who="operator"),
    # institutions
    Page("{institution}/minute/"),
    Page("{institution}/settings/", who="secretary"),
    Page("{institution}/settings/", who="member", status=403),
    Page("{institution}/jobs/", who="member"),
    Page("{institution}/terms/", who="secretary"),
    Page("{institution}/terms/add/", who="secretary"),
    # compacts
    Page("{institution}/compact/"),
    Page("{institution}/compact/objectives/8/"),
    Page("{institution}/compact/categories/"),
    Page("{institution}/compact/states/"),
    # people
    Page("{institution}/people/", who="member"),
    Page("{institution}/people/admit/", who="secretary"),
    Page("{institution}/people/organisations/admit/", who="secretary"),
    Page("{institution}/people/my-consents/", who="member"),
    Page("{network}/people/apply/", who="member"),
    Page("{network}/people/applications/", who="officer"),
    Page("{network}/people/applications/{membership}/", who="officer"),
    Page("{network}/people/mandates/", who="member"),
    Page("{network}/people/mandates/give/", who="officer"),
    Page("{network}/people/attributes/", who="officer"),
    Page("{network}/people/constituencies/name/", who="officer"),
    # bodies
    Page("{network}/bodies/"),
    Page("{network}/bodies/", who="officer"),
    Page("{network}/bodies/board/"),
    Page("{network}/bodies/board/", who="officer"),
    Page("{network}/bodies/board/seat/", who="officer"),
    Page("{network}/bodies/board/observe/", who="officer"),
    Page("{network}/bodies/board/close/", who="officer"),
    Page("{network}/bodies/groups/working-group/open/", who="officer"),
    Page("{network}/bodies/tenures/{tenure}/vacate/", who="officer"),
    Page("{network}/bodies/tenures/{tenure}/alternate/", who="officer"),
    Page("{fund}/bodies/board/contribution/", who="officer"),
    # cooperation
    Page("{fund}/gates/"),
    Page("{fund}/gates/at/projects/"),
    Page("{fund}/gates/at/projects/apply/", who="member"),
    Page("{fund}/gates/admitted/"),
    Page("{fund}/gates/applications/", who="officer"),
    Page("{fund}/gates/applications/{application}/", who="officer"),
    # evidence
    Page("{institution}/documents/"),
    Page("{institution}/documents/desk/", who="officer"),
    Page("{institution}/documents/readings/", who="officer"),
    Page("{institution}/documents/readings/ask/", who="officer"),
    Page("{institution}/documents/readings/{reading}/", who="officer"),
    Page("{institution}/documents/readings/{reading_open}/", who="officer"),
    Page("{institution}/documents/readings/{reading}/settle/{differing}/", who="officer"),
    Page("{institution}/documents/learned/", who="officer"),
    Page("{institution}/documents/deposit/", who="officer"),
    Page("{institution}/documents/search/?q=recruitment"),
    Page("{institution}/documents/search/?objective=7&lang=ar", who="officer"),
    Page("{institution}/documents/saved/", who="officer"),
    Page("{institution}/documents/{document}/"),
    Page("{institution}/documents/{document}/", who="officer"),
    Page("{institution}/documents/{document}/edit/", who="officer"),
    Page("{institution}/documents/{document}/replace/", who="officer"),
    Page("{institution}/documents/{document}/withdraw/", who="officer"),
    Page("{institution}/documents/{document}/translations/", who="officer"),
    Page("{institution}/documents/{document}/translations/add/", who="officer"),
    Page("{institution}/documents/passage/{passage}/"),
    # synthesis
    Page("{institution}/synthesis/"),
    Page("{institution}/synthesis/draft/", who="officer"),
    Page("{institution}/synthesis/{synthesis}/"),
    Page("{institution}/synthesis/desk/", who="officer"),
    Page("{institution}/synthesis/{synthesis}/desk/", who="officer"),
    Page("{institution}/synthesis/{synthesis}/desk/{section}/?line={line}", who="officer"),
    Page("{institution}/synthesis/{synthesis}/write/?section={section}&passage={passage}&q=fees", who="officer"),
    Page("{institution}/synthesis/{synthesis}/passages/", who="officer"),
    Page("{institution}/synthesis/{synthesis}/line/{line}/count/?of=documents", who="officer"),
    Page("{institution}/synthesis/releases/"),
    Page("{institution}/synthesis/{synthesis}/releases/{release}/"),
    Page("{institution}/synthesis/{synthesis}/releases/{release}/changes/"),
    Page("{institution}/synthesis/{synthesis}/release/", who="secretary"),
    Page("{institution}/synthesis/words/document/{document}/"),
    Page("{institution}/synthesis/words/document/{document}/links/", who="officer"),
    Page("{institution}/synthesis/words/organisation/{organisation}/"),
    Page("{institution}/words/{secret}/"),
    # cycles
    Page("{institution}/calendar/"),
    Page("{institution}/calendar/?month=2021-02"),
    Page("{institution}/calendar/roadmap/"),
    Page("{institution}/calendar/flows/"),
    Page("{institution}/calendar/milestones/{milestone}/", who="officer"),
    Page("{institution}/calendar/milestones/{milestone}/days/", who="officer"),
    Page("{institution}/calendar/milestones/{milestone}/reached/", who="officer"),
    Page("{institution}/calendar/milestones/{milestone}/ask/", who="member"),
    Page("{institution}/calendar/extensions/{extension}/decide/", who="officer"),
    Page("{network}/calendar/delivered/"),
    Page("{network}/calendar/delivered/body.steering-committee.duty.advise/", who="officer"),
    Page("{network}/calendar/delivered/body.steering-committee.duty.advise/deliver/", who="officer"),
    # blueprints
    Page("{institution}/charter/"),
    Page("{institution}/charter/?on=2000-01-01"),
    Page("{institution}/charter/versions/"),
    Page("{institution}/charter/compliance/"),
    Page("{institution}/charter/gallery/"),
    Page("{institution}/charter/gallery/gfmd/", who="officer"),
    Page("{institution}/charter/drafts/", who="officer"),
    Page("{institution}/charter/drafts/begin/", who="officer"),
    Page("{institution}/charter/drafts/{faulty}/", who="officer"),
    Page("{institution}/charter/drafts/{draft}/preview/", who="officer"),
    Page("{institution}/charter/drafts/{draft}/adopt/", who="secretary"),
    Page("{institution}/charter/drafts/{draft}/propose/", who="secretary"),
    Page("{institution}/charter/amendments/", who="member"),
    # meetings
    Page("{network}/meetings/"),
    Page("{network}/meetings/?when=past", who="officer"),
    Page("{network}/meetings/{meeting}/"),
    Page("{network}/meetings/{meeting}/", who="officer"),
    Page("{network}/meetings/call/", who="officer"),
    Page("{network}/meetings/{meeting}/change/", who="officer"),
    Page("{network}/meetings/{meeting}/invite/", who="officer"),
    Page("{network}/meetings/{meeting}/attendance/", who="officer"),
    Page("{network}/meetings/{meeting}/minutes/take-back/", who="officer"),
    Page("{network}/meetings/decisions/", who="member"),
    Page("{network}/meetings/decisions/{motion}/", who="member"),
    Page("{network}/meetings/decisions/{motion}/", who="officer"),
    Page("{network}/meetings/decisions/{motion}/answer/", who="member"),
    Page("{network}/meetings/decisions/{motion}/close/", who="officer"),
    Page("{network}/meetings/decisions/{motion}/withdraw/", who="officer"),
    Page("{network}/meetings/decisions/propose/", who="officer"),
    # elections
    Page("{network}/elections/"),
    Page("{network}/elections/{poll}/", who="member"),
    Page("{network}/elections/{poll}/ballot/", who="member"),
    Page("{network}/elections/{poll}/ballot/", who="officer"),
    Page("{network}/elections/{poll}/check/"),
    Page("{network}/elections/{poll}/roll/", who="officer"),
    Page("{network}/elections/{poll}/board/", who="member"),
    Page("{network}/elections/{poll}/remind/", who="officer"),
    Page("{network}/elections/{poll}/close/", who="officer"),
    Page("{network}/elections/{elected}/board/?show=ballots"),
    Page("{network}/elections/{elected}/roll/?show=voted", who="member"),
    Page("{network}/elections/{elected}/result/"),
    Page("{network}/elections/{elected}/result/", who="officer"),
    Page("{network}/elections/{elected}/result/stages/"),
    Page("{network}/elections/{elected}/result/{not_elected}/"),
    Page("{network}/elections/{elected}/count/", who="officer"),
    Page("{network}/elections/{elected}/declare/", who="officer"),
    Page("{network}/elections/{poll}/result/", status=404),
    Page("{network}/elections/{poll}/count/", who="officer"),
    # notices
    Page("{institution}/notices/", who="member"),
    Page("{institution}/notices/due/", who="officer"),
]
