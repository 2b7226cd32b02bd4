"""What the readers of acts, speakers and States know: tables of words, and the words of a passage they are held against."""
