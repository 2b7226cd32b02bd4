"""What was agreed: a compact, its provisions, stakeholder categories, States, indicators and links to the SDGs."""
