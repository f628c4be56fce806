"""Who may open what: each endpoint of the site stands here once, in the order of the floors.

A route without a row fails `test_permissions.py`, and so does a row without a route.
"""

from enum import StrEnum


class Who(StrEnum):
    PUBLIC = "anybody"
    TOKEN = "whoever has the personal link"
    SIGNED_IN = "whoever is signed in"
    HOST = "hosts and organisers of the event"
    ORGANISER = "organisers of the event"
    ACCESS_LEAD = "the access lead of the event, and nobody else"
    ARRANGER = "organisers and the access lead of the event"
    REVIEWER = "reviewers of the event, and nobody else"
    TEAM = "organisers, hosts and the access lead of the event"
    ORGANISER_EVERYWHERE = "organisers of all events"


PERMISSIONS = {
    "static": Who.PUBLIC,
    # accounts
    "accounts.sign_in": Who.PUBLIC,
    "accounts.sign_in_code": Who.PUBLIC,
    "accounts.sign_out": Who.PUBLIC,
    "accounts.account": Who.SIGNED_IN,
    "accounts.end_device": Who.SIGNED_IN,
    "accounts.end_all_devices": Who.SIGNED_IN,
    # events
    "events_manage.index": Who.SIGNED_IN,
    "events_manage.new": Who.ORGANISER_EVERYWHERE,
    "events_manage.details": Who.ORGANISER,
    "events_manage.windows": Who.ORGANISER,
    "events_manage.rules": Who.ORGANISER,
    "events_manage.words": Who.ORGANISER,
    "events_manage.fairness": Who.ORGANISER,
    "events_manage.services": Who.ORGANISER_EVERYWHERE,
    "events_manage.service": Who.ORGANISER_EVERYWHERE,
    "events_manage.team": Who.ORGANISER,
    "events_manage.team_invite": Who.ORGANISER,
    "events_manage.team_end": Who.ORGANISER,
    "events_manage.publishing": Who.ORGANISER,
    "events_manage.publish": Who.ORGANISER,
    "events_manage.unpublish": Who.ORGANISER,
    # programme
    "programme_manage.rooms": Who.ORGANISER,
    "programme_manage.add_room": Who.ORGANISER,
    "programme_manage.edit_room": Who.ORGANISER,
    "programme_manage.remove_room": Who.ORGANISER,
    "programme_manage.add_track": Who.ORGANISER,
    "programme_manage.rename_track": Who.ORGANISER,
    "programme_manage.remove_track": Who.ORGANISER,
    "programme_manage.add_session": Who.ORGANISER,
    "programme_manage.words": Who.ORGANISER,
    "programme_manage.place": Who.ORGANISER,
    "programme_manage.move": Who.ORGANISER,
    "programme_manage.note": Who.ORGANISER,
    "programme_manage.host": Who.ORGANISER,
    "programme_manage.provisions": Who.ARRANGER,
    # registration
    "registration_manage.people": Who.ORGANISER,
    "registration_manage.people_table": Who.ORGANISER,
    "registration_manage.person": Who.ORGANISER,
    "registration_manage.send_link": Who.ORGANISER,
    "registration_manage.give_up": Who.ORGANISER,
    "registration_manage.cancel": Who.ORGANISER,
    "registration_manage.waiting": Who.ORGANISER,
    "registration_manage.pick": Who.ORGANISER,
    "registration_manage.close_event_list": Who.ORGANISER,
    "registration_manage.close_list": Who.ORGANISER,
    "registration_manage.groups": Who.ORGANISER,
    "registration_manage.turned_away": Who.ORGANISER,
    "registration_manage.turned_away_table": Who.ORGANISER,
    "registration_manage.try_numbers": Who.ORGANISER,
    "registration_manage.reconfirm": Who.ORGANISER,
    "registration_manage.begin_campaign": Who.ORGANISER,
    "registration_manage.stop_campaign": Who.ORGANISER,
    "registration_manage.release": Who.ORGANISER,
    "registration_manage.undo_release": Who.ORGANISER,
    "registration_manage.codes": Who.ORGANISER,
    "registration_manage.add_code": Who.ORGANISER,
    "registration_manage.end_code": Who.ORGANISER,
    "registration_manage.draw": Who.ORGANISER,
    "registration_manage.needs": Who.ACCESS_LEAD,
    "registration_manage.show_needs": Who.ACCESS_LEAD,
    "registration.register": Who.PUBLIC,
    "registration.register_step": Who.PUBLIC,
    "registration.done": Who.TOKEN,
    "registration.ask_for_group": Who.PUBLIC,
    "registration.group": Who.TOKEN,
    "registration.name_place": Who.TOKEN,
    "registration.give_up_place": Who.TOKEN,
    "registration.choose": Who.TOKEN,
    "registration.check_your_mail": Who.PUBLIC,
    "registration.lost_link": Who.PUBLIC,
    # attendance
    "attendance.join": Who.TOKEN,
    "attendance.joined": Who.TOKEN,
    "attendance.stand_by": Who.TOKEN,
    "attendance_manage.slots": Who.HOST,
    "attendance_manage.ticks": Who.HOST,
    "attendance_manage.mark": Who.HOST,
    # invites
    "invites.feed": Who.TOKEN,
    # certificates
    "certificates.mine": Who.TOKEN,
    "certificates.issue": Who.TOKEN,
    "certificates.download": Who.TOKEN,
    "certificates.verify": Who.PUBLIC,
    "certificates.check": Who.PUBLIC,
    "certificates_manage.index": Who.ORGANISER,
    "certificates_manage.issue_all": Who.ORGANISER,
    "certificates_manage.one": Who.ORGANISER,
    "certificates_manage.download": Who.ORGANISER,
    "certificates_manage.correct_name": Who.ORGANISER,
    "certificates_manage.revoke": Who.ORGANISER,
    "certificates_manage.issue_again": Who.ORGANISER,
    # speakers
    "speakers.availability": Who.TOKEN,
    "speakers.recording": Who.TOKEN,
    "speakers.tech_check": Who.TOKEN,
    "speakers.choose_tech_check": Who.TOKEN,
    "speakers.give_up_tech_check": Who.TOKEN,
    # proposals
    "proposals.answer": Who.TOKEN,
    "proposals.confirm": Who.TOKEN,
    "proposals.decline": Who.TOKEN,
    "proposals.correct": Who.TOKEN,
    # pages
    "legal.accessibility": Who.PUBLIC,
    "legal.complaints": Who.PUBLIC,
    "legal.cookies": Who.PUBLIC,
    "legal.privacy": Who.PUBLIC,
    "legal.security_txt": Who.PUBLIC,
    "pages.health": Who.PUBLIC,
    "pages.ready": Who.PUBLIC,
    "pages.mailbox": Who.PUBLIC,  # in development; elsewhere there is none
    "pages.mailbox_mail": Who.PUBLIC,
    "pages.mailbox_calendar": Who.PUBLIC,
    "pages.mailbox_raw": Who.PUBLIC,
    "pages.manage": Who.TEAM,
    "pages.manage_sessions": Who.ORGANISER,
    "pages.manage_session": Who.ORGANISER,
    "pages.slot_places": Who.ORGANISER,
    "pages.cancel_slot": Who.ORGANISER,
    "pages.outbox": Who.ORGANISER,
    "pages.mail": Who.ORGANISER,
    "pages.hold_mail": Who.ORGANISER,
    "pages.send_mail_again": Who.ORGANISER,
    "pages.home": Who.PUBLIC,
    "pages.event": Who.PUBLIC,
    "pages.programme": Who.PUBLIC,
    "pages.places_left": Who.PUBLIC,
    "pages.programme_calendar": Who.PUBLIC,
    "pages.session": Who.PUBLIC,
    "pages.draw": Who.PUBLIC,
    "pages.draw_document": Who.PUBLIC,
    "pages.lost_link": Who.PUBLIC,
    "pages.my_day": Who.PUBLIC,
    "pages.add_session": Who.SIGNED_IN,
    "pages.hand_on": Who.SIGNED_IN,  # a moment ago, else once more
    "pages.say_needs": Who.SIGNED_IN,
    "pages.personal_link": Who.TOKEN,
    "pages.desk": Who.TOKEN,
    "pages.desk_messages": Who.TOKEN,
    "pages.give_up": Who.TOKEN,
    "pages.leave": Who.TOKEN,
    "pages.answer": Who.TOKEN,
    "pages.take_place": Who.TOKEN,
    "pages.take_event": Who.TOKEN,
    "pages.say_coming": Who.TOKEN,
    "pages.next_time": Who.TOKEN,
}
