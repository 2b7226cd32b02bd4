"""What every room stands on: records, the three-language field, the journal, jobs, mail, accounts and the parts of a page. No institutional words."""
