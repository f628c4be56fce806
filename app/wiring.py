"""When X happens, Y follows. Every chain reaction of the product stands on this page."""

from app.campaigns import followers as campaigns
from app.campaigns import jobs as campaign_jobs
from app.campaigns import messages as campaign_mails
from app.campaigns.actions import WRITE
from app.campaigns.queries import REMIND as REMIND_OF_DAY
from app.certificates import messages as certificates
from app.events.facts import (
    EventCreated,
    EventDayChanged,
    EventPublished,
    EventRulesChanged,
    RoleEnded,
)
from app.invites import followers as invites
from app.invites import jobs as invite_jobs
from app.invites import messages as invite_mails
from app.kernel import jobs
from app.kernel.facts import Wiring
from app.kernel.jobs import Handlers
from app.kernel.work import Kinds
from app.mail import jobs as mail_jobs
from app.mail.rules import Wordables
from app.materials import followers as materials
from app.materials import jobs as material_jobs
from app.materials import messages as material_mails
from app.materials.actions.chasing import CHASE
from app.materials.actions.files import SWEEP
from app.materials.actions.releasing import RELEASE
from app.programme import followers as programme
from app.programme.facts import (
    CapacityChanged,
    PresentersChanged,
    ProgrammeChanged,
    RoomLeaves,
    RoomRenamed,
    SessionCorrected,
    SlotCancelled,
    SlotMoved,
    SlotPlaced,
    SlotReopened,
)
from app.proposals import followers as proposals
from app.proposals import jobs as proposal_jobs
from app.proposals import messages as proposal_mails
from app.proposals.actions.deciding import REMIND
from app.proposals.facts import ReviewingChanged
from app.registration import followers as registration
from app.registration import jobs as registration_jobs
from app.registration import messages as registration_mails
from app.registration.facts import PlacesChanged
from app.speakers import followers as speakers
from app.speakers import messages as speaker_mails
from app.timetable import followers as timetable
from app.timetable.facts import MeetingChanged, PresenterReplaced, SlotsMoved

# A fact, and who writes something in the same transaction when it is emitted.
FOLLOWERS: Wiring = {
    CapacityChanged: (registration.fill_freed_places,),
    EventCreated: (programme.add_rooms_and_tracks, materials.plan, campaigns.plan),
    EventDayChanged: (
        programme.move_sessions_along,
        timetable.move_draft_along,
        materials.plan,
        campaigns.plan,
    ),
    EventPublished: (campaigns.plan,),
    EventRulesChanged: (registration.follow_rules, materials.plan, campaigns.plan),
    MeetingChanged: (invites.tell_meeting,),
    PlacesChanged: (invites.keep_true, campaigns.forget),
    PresenterReplaced: (invites.tell_presenter,),
    PresentersChanged: (
        speakers.open_desks,
        registration.seat_presenters,
        materials.plan,
        campaigns.plan,
    ),
    ProgrammeChanged: (timetable.freeze,),
    ReviewingChanged: (campaigns.plan,),
    RoleEnded: (proposals.leave_panel,),
    RoomLeaves: (timetable.keep_room,),
    RoomRenamed: (invites.tell_new_name_later,),
    SessionCorrected: (invites.tell_correction_later,),
    SlotCancelled: (timetable.follow_cancelled, registration.release_places),
    SlotMoved: (timetable.follow_moved, invites.tell_move_later),
    SlotPlaced: (timetable.follow_placed, registration.seat_in_plenary),
    SlotReopened: (timetable.follow_reopened, registration.tell_reopened),
    SlotsMoved: (invites.tell_moves,),
}

# Rows that wait to be done by the worker.
WORK: Kinds = {
    "places": registration_jobs.KIND,
    "job": jobs.KIND,
    "mail": mail_jobs.KIND,
    "file": material_jobs.KIND,
}

# Jobs by name.
JOB_HANDLERS: Handlers = {
    CHASE: material_jobs.chase,
    RELEASE: material_jobs.release,
    SWEEP: material_jobs.sweep,
    REMIND: proposal_jobs.remind_to_confirm,
    invites.TELL_CHANGE: invite_jobs.tell_change,
    REMIND_OF_DAY: campaign_jobs.remind,
    WRITE: campaign_jobs.write,
    campaign_jobs.PLAN_ALL: campaign_jobs.plan_all,
}

# Mails that organisers may word for themselves, in the order in which they see them.
WORDABLES = Wordables(
    (
        *registration_mails.WORDABLE,
        *invite_mails.WORDABLE,
        *certificates.WORDABLE,
        *proposal_mails.WORDABLE,
        *speaker_mails.WORDABLE,
        *material_mails.WORDABLE,
        *campaign_mails.WORDABLE,
    )
)
