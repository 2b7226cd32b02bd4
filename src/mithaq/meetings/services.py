"""Writing in this room."""
