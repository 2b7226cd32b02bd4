"""The demonstration institution: real facts of the 2020 dialogues in our own words; what is simulated says so."""

from mithaq.config.demonstration.build import PASSWORD, Shown, build

__all__ = ["PASSWORD", "Shown", "build"]
