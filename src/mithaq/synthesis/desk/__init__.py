"""The drafting desk: where persons write the lines of a synthesis. `shown` gathers and words, `views` are its pages."""
