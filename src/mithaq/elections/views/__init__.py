"""Pages of this room: one module a subject, one service or one selector a page."""
