"""`flask demo ...`: loading the demo, and who can be played in it."""

from __future__ import annotations

import sys

import click

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.demo import words
from app.demo.load import Example, example, load
from app.events import queries as events
from app.kernel import clock
from app.kernel.links import public_url


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
    """Who to sign in as, and one attendee's personal link in each edition."""
    if events.by_slug("next") is None:
        return
    click.echo(f"Sign in at {public_url('/sign-in')}; the code is in the mail at /mailbox:")
    click.echo(f"  organiser     {words.ORGANISER_EMAIL}")
    click.echo(f"  access lead   {words.ACCESS_LEAD_EMAIL}")
    click.echo(f"  session host  {words.HOST_EMAIL}")
    click.echo("An attendee's personal link, no sign-in needed:")
    for slug, what in (("next", "coming"), ("2020", "over")):
        person = example(slug)
        if person is not None:
            click.echo(f"  {what:<13} {_link(person)}")


def _link(person: Example) -> str:
    ref = person.registration.public_id
    return accounts.url_of(accounts.links_of([ref], LinkPurpose.MY)[ref])
