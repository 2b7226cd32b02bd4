"""Cycles, phases, milestones and deadlines: what is open at a moment, and what was put off."""
