"""Floor 3¼: the draft of the timetable, its releases, and what changes on the day."""
