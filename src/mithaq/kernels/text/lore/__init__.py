"""What the readers of acts, speakers and States know, and the words of a passage it is held against."""
