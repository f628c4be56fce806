"""When X happens, Y follows. Every chain reaction of the product stands on this page."""

from app.kernel import jobs
from app.kernel.facts import Wiring
from app.kernel.jobs import Handlers
from app.kernel.work import Kinds
from app.mail import jobs as mail_jobs
from app.programme.facts import CapacityChanged, SlotCancelled
from app.registration import followers as registration

# A fact, and who writes something in the same transaction when it is emitted.
FOLLOWERS: Wiring = {
    CapacityChanged: (registration.fill_freed_places,),
    SlotCancelled: (registration.release_places,),
}

# Rows that wait to be done by the worker.
WORK: Kinds = {"job": jobs.KIND, "mail": mail_jobs.KIND}

# Jobs by name.
JOB_HANDLERS: Handlers = {}
