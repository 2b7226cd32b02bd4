"""Who may in this room."""
