"""Attacks that must be refused, by what is attacked. Each test acts as somebody who has no right, or means harm."""
