"""Floor 5½: certificates: who gets one, how it looks, how it is checked."""
