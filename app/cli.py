"""The command line: `flask --app wsgi ...`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import click
from flask import Flask, current_app

from app.accounts.actions import find_or_add_person
from app.demo.commands import demo
from app.events import actions as events
from app.events import queries
from app.events.enums import Role
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.fields import mail_address
from app.kernel.links import public_url
from app.kernel.plain_text import clean_line
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.operations.commands import backup, doctor, mail
from app.registration.commands import draw
from app.registration.invariants import broken
from app.timetable.invariants import drifted


def add_commands(app: Flask) -> None:
    for command in (worker, show_config, invariants, demo, people, draw, backup, doctor, mail):
        app.cli.add_command(command)


@click.command("worker")
@click.option("--once", is_flag=True, help="Work off what is due now, then exit.")
def worker(once: bool) -> None:
    """Sends mails and does jobs."""
    if once:
        click.echo(f"{work_off()} rows worked off.")
        return
    current_app.extensions["engine"].consume()


@click.command("invariants")
def invariants() -> None:
    """Checks what must always be true of places and of the timetable; exit 1 and a JSON list of what is
    not."""
    found = [item.to_json() for item in broken()] + [item.to_json() for item in drifted()]
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    if found:
        sys.exit(1)


@click.group("people")
def people() -> None:
    """Who may do what."""


def _who(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that say whom, where and what."""
    roles = click.Choice([role.value for role in Role])
    command = click.option("--role", type=roles, required=True)(command)
    command = click.option("--event", "slug", help="An event's address; without it: all events.")(
        command
    )
    return click.argument("email")(command)


@people.command("invite")
@_who
@click.option("--name", required=True, help="Full name.")
def invite(email: str, slug: str | None, role: str, name: str) -> None:
    """Gives a person a role and sends them a mail with where to sign in."""
    if not clean_line(name):
        raise click.ClickException("The name is empty.")
    event_id, where = _place(slug)
    with transaction():
        person = find_or_add_person(_address(email), name=name, now=clock.now())
        events.grant_role(person.id, Role(role), event_id, now=clock.now(), actor="command line")
        shown, address = person.name, person.email
    click.echo(f"{shown} ({address}) has the role {role} in {where}.")
    click.echo(f"Sign in at {public_url('/sign-in')}: a code comes by mail.")


@people.command("end")
@_who
def end(email: str, slug: str | None, role: str) -> None:
    """Takes a role away from everybody at an address."""
    event_id, where = _place(slug)
    address = _address(email)
    with transaction():
        found = queries.holders(address, Role(role), event_id)
        if not found:
            raise click.ClickException(f"Nobody at {address} has the role {role} in {where}.")
        try:
            for person_id in found:
                events.end_role(
                    person_id, Role(role), event_id, now=clock.now(), actor="command line"
                )
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{address} no longer has the role {role} in {where}.")


def _place(slug: str | None) -> tuple[int | None, str]:
    """The event's id, and how it is called in an answer."""
    if slug is None:
        return None, "all events"
    event = queries.by_slug(slug)
    if event is None:
        known = ", ".join(one.slug for one in queries.all_events()) or "none yet"
        raise click.ClickException(f"There is no event “{slug}”. There are: {known}.")
    return event.id, event.name


def _address(typed: str) -> str:
    try:
        return mail_address(typed)
    except ValueError as error:
        raise click.ClickException(f"“{typed}” is no email address.") from error


@click.command("config")
def show_config() -> None:
    """Shows every setting, where it comes from, and its value; secrets are hidden."""
    settings = current_app.config["SETTINGS"]
    width = max(len(name) for name in settings.sources)
    for name, (value, source) in sorted(settings.sources.items()):
        click.echo(f"{name:<{width}}  {value or '(empty)'}  [{source}]")
