"""The only code that talks to a database: the record with its ledger, the reading side, the questions."""
