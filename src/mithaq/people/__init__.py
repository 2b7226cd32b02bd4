"""Who takes part: persons (an account is optional), organisations, their constituencies, memberships, roles and consents."""
