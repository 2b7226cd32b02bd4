"""From the bytes of a file to passages, suggested codes and convergent messages, in Arabic, English and French."""
