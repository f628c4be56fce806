"""Changes to the timetable."""

from app.timetable.actions.publishing import freeze_at_the_end
from app.timetable.actions.releasing import change_and_tell, differs, release_draft
from app.timetable.actions.rolling_back import roll_back

__all__ = ["change_and_tell", "differs", "freeze_at_the_end", "release_draft", "roll_back"]
