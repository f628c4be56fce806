"""Floor 2: events and their policies, library services, roles."""
