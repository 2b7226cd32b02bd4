"""PostgreSQL as Django knows it, without a question to the server before each request: see `base`."""
