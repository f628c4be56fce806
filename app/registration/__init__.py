"""Floor 4: places in the event and in its slots, and who waits for them."""
