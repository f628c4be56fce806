"""A programme from a spreadsheet or from another event: looked at first, then done in one transaction."""
