"""Dialogues: short statements in three languages, voted on by many; what unites, what divides, on a map."""
