"""What everyone may see: public pages that compose the rooms below and own no tables."""
