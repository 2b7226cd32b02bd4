"""The base of every table: an address that cannot be guessed."""

from __future__ import annotations

import secrets

from django.db import models

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_uid() -> str:
    """16 signs of 31: 79 bits of chance, readable aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


class Record(models.Model):
    """Has a public id (`uid`) that stands in addresses; the primary key never leaves the house."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)

    class Meta:
        abstract = True
