"""A speaker's desk: everything of one address that presents, or wants to, in one event."""
