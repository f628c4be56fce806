"""The day itself: what changes at once, who is told, and the pack for when our server is off."""
