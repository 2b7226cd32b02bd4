"""Meetings with their date and place, who came, the minutes, and what was decided by which rule."""
