"""Small charters to test with."""

from __future__ import annotations

BOARD = """[institution]
key = "network"
name = {ar = "الشبكة", en = "Network", fr = "Réseau"}

[body.board]
name = {ar = "المجلس", en = "The Board", fr = "Conseil"}
kind = "board"

[body.board.seat.members]
count = "2-3"
holder = "organisation"
selection = "election"
term = "2 years"
source = {document = "000", quote = "مجلس إدارة يتكون من 2 إلى 3 منظمات"}

[body.board.decision.any]
rule = "simple-majority"

[body.board.publication.minutes]
of = "minutes"
within = "14 days"
"""
AMENDABLE = (
    BOARD
    + """
[amendment]
by = "body.board"
rule = "simple-majority"
"""
)
LARGER = AMENDABLE.replace('"2-3"', '"2-4"')
FAULTY = BOARD.replace('kind = "board"', 'kind = "boord"')
