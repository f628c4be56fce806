"""`flask demo ...`: loading the demo, and who can be played in it."""

from __future__ import annotations

import sys

import click

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.demo import words
from app.demo.load import example, group, keeps_until_better, load
from app.events import queries as events
from app.kernel import clock
from app.kernel.links import public_url
from app.registration.models import GroupBooking, Registration
from app.speakers import queries as speakers


@click.group("demo")
def demo() -> None:
    """A bootcamp to try: one that is over, one that is open for booking."""


@demo.command("load")
def load_command() -> None:
    """Loads both editions; refuses when either is there already."""
    for slug in ("2020", "next"):
        if events.by_slug(slug) is not None:
            click.echo(f"There is an event at /{slug} already; the demo was not loaded.", err=True)
            sys.exit(1)
    load(now=clock.now())
    click.echo("The demo is loaded: /2020 is over, /next is open for booking.")


@demo.command("accounts")
def accounts_command() -> None:
    """Who to sign in as, and personal links worth trying: an attendee's of each edition, a group's."""
    if events.by_slug("next") is None:
        return
    click.echo(f"Sign in at {public_url('/sign-in')}; the code is in the mail at /mailbox:")
    click.echo(f"  organiser     {words.ORGANISER_EMAIL}")
    click.echo(f"  access lead   {words.ACCESS_LEAD_EMAIL}")
    click.echo(f"  session host  {words.HOST_EMAIL}")
    click.echo(f"  reviewer      {words.REVIEWER_EMAIL}")
    click.echo("A speaker's desk, no sign-in needed:")
    _say_desk("speaker", words.SPEAKER_EMAIL)
    click.echo("Attendees' personal links, no sign-in needed:")
    _say("coming", example("next"), LinkPurpose.MY)
    _say("swaps", keeps_until_better("next"), LinkPurpose.MY)
    _say("over", example("2020"), LinkPurpose.MY)
    click.echo("Of who leads a group whose names are still to follow:")
    _say("group lead", group("next"), LinkPurpose.GROUP)


def _say_desk(what: str, email: str) -> None:
    event = events.by_slug("next")
    desk = speakers.desk_at(event.id, email) if event else None
    if desk is not None:
        click.echo(f"  {what:<13} {speakers.url_of(desk)}")


def _say(what: str, subject: Registration | GroupBooking | None, purpose: LinkPurpose) -> None:
    if subject is not None:
        link = accounts.links_of([subject.public_id], purpose)[subject.public_id]
        click.echo(f"  {what:<13} {accounts.url_of(link)}")
