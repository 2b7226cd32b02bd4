"""Applications to a gate: each criterion of the charter checked, every reason told."""
