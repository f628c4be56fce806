"""Every table, so that migrations and checks see them all."""

from app.accounts import models as accounts
from app.attendance import models as attendance
from app.audit import models as audit
from app.certificates import models as certificates
from app.events import models as events
from app.invites import models as invites
from app.kernel import jobs
from app.mail import models as mail
from app.programme import models as programme
from app.registration import models as registration

__all__ = [
    "accounts",
    "attendance",
    "audit",
    "certificates",
    "events",
    "invites",
    "jobs",
    "mail",
    "programme",
    "registration",
]
