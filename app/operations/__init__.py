"""Floor 7: what keeps a site well: backups, and a look at everything that could be wrong."""
