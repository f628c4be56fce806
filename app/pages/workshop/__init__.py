"""The workshop: where organisers build the timetable."""
