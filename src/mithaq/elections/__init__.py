"""Rolls, nominations, ballots, counts: who is elected to a body, why, and why not somebody else."""
