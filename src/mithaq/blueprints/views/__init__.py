"""Pages of this room: the charter and how it is kept, the gallery, drafts and amendments."""
