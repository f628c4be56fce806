"""Floor ½: the outbox. Messages are rows of the change that caused them, sent afterwards."""
