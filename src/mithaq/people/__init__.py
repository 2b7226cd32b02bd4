"""Who takes part: persons (with or without an account), organisations, who speaks for whom, who is a member where."""
