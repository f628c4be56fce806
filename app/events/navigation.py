"""The side navigation of an event's organisers: one table of pages, in groups, and who sees each."""

from __future__ import annotations

from collections.abc import Collection

from flask import request, url_for
from flask_babel import lazy_gettext as _

from app.events import rules
from app.events.enums import Role
from app.events.models import Event

Link = tuple[str, str, bool]

GROUPS = (
    (_("Event"), (
        ("pages.manage", _("Overview"), Role.HOST),
        ("events_manage.details", _("Details"), Role.ORGANISER),
        ("events_manage.windows", _("Booking window"), Role.ORGANISER),
        ("events_manage.rules", _("Rules"), Role.ORGANISER),
        ("events_manage.fairness", _("Places and fairness"), Role.ORGANISER),
        ("events_manage.words", _("Words and contact"), Role.ORGANISER),
        ("events_manage.team", _("Team"), Role.ORGANISER),
        ("events_manage.publishing", _("Publishing"), Role.ORGANISER),
    )),
    (_("Proposals"), (
        ("proposals_manage.call", _("Call for proposals"), Role.ORGANISER),
        ("proposals_manage.proposals", _("Proposals"), Role.ORGANISER),
        ("proposals_manage.reviewers", _("Reviewers"), Role.ORGANISER),
        ("proposals_manage.reviews", _("Reviews"), Role.REVIEWER),
        ("proposals_manage.decisions", _("Decisions"), Role.ORGANISER),
    )),
    (_("Programme"), (
        ("programme_manage.rooms", _("Rooms and tracks"), Role.ORGANISER),
        ("pages.manage_sessions", _("Sessions"), Role.ORGANISER),
        ("pages.timetable", _("Timetable"), Role.ORGANISER),
        ("pages.releases", _("Releases"), Role.ORGANISER),
        ("pages.import_programme", _("Import and copy"), Role.ORGANISER),
        ("pages.today", _("Today"), Role.ORGANISER),
        ("pages.manage_speakers", _("Speakers"), Role.ORGANISER),
        ("materials_manage.index", _("Slides and handouts"), Role.ORGANISER),
    )),
    (_("People"), (
        ("registration_manage.people", _("People"), Role.ORGANISER),
        ("registration_manage.waiting", _("Waiting lists"), Role.ORGANISER),
        ("registration_manage.reconfirm", _("Still coming?"), Role.ORGANISER),
        ("registration_manage.needs", _("Access needs"), Role.ACCESS_LEAD),
        ("proposals_manage.presenters_needs", _("Speakers’ access needs"), Role.ACCESS_LEAD),
        ("campaigns_manage.reminders", _("Reminders"), Role.ORGANISER),
        ("campaigns_manage.mails", _("Write to people"), Role.ORGANISER),
        ("pages.outbox", _("Mails"), Role.ORGANISER),
        ("pages.mail_words", _("Words of mails"), Role.ORGANISER),
        ("attendance_manage.slots", _("Attendance"), Role.HOST),
        ("certificates_manage.index", _("Certificates"), Role.ORGANISER),
    )),
)  # fmt: skip


def manage_groups(event: Event, *, roles: Collection[Role]) -> list[tuple[str, list[Link]]]:
    """The groups in which somebody with these roles may open a page: its name, and of each page the
    address, the words and "you are here"."""
    found = []
    for name, pages in GROUPS:
        links = [
            (url_for(endpoint, event=event.slug), str(words), request.endpoint == endpoint)
            for endpoint, words, role in pages
            if rules.may_act(roles, role)
        ]
        if links:
            found.append((str(name), links))
    return found


def manage_links(event: Event, *, roles: Collection[Role]) -> list[Link]:
    """The same without groups."""
    return [link for _name, links in manage_groups(event, roles=roles) for link in links]
