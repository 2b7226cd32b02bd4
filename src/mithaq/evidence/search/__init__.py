"""Search over passages: `asking` takes a question apart, `index` keeps the words, `choosing` counts, `finding` finds.

One analyser made the stems of the passages and of the question, in every language and for every database; which
passages are found, in which order, is decided here and not by the database.
"""
