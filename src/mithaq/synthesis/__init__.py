"""What it amounts to: sections made of lines, and no line stands without citations."""
