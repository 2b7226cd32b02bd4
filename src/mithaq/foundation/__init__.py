"""What every room stands on: records, words, the journal, jobs, mail, accounts, page parts. No institutional words."""
