"""`flask doctor`: looks at everything that could keep mails and pages from people, and says what to do."""

from app.operations.doctor.findings import Finding, Grade
from app.operations.doctor.look import look

__all__ = ["Finding", "Grade", "look"]
