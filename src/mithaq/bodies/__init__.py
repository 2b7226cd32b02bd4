"""Who sits where, from when to when, by which clause, and what the charter says no to."""
