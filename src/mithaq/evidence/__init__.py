"""What people said: documents kept byte for byte, cut into passages in their own language, coded by suggestion."""
