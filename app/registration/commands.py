"""`flask draw ...`: repeating a draw from what was published of it."""

from __future__ import annotations

import json
import sys
from typing import IO, Any

import click

from app.events import queries as events
from app.registration import queries
from app.registration.rules import draws


@click.group("draw")
def draw() -> None:
    """Draws of places, which anybody can repeat."""


@draw.command("check")
@click.argument("file", required=False, type=click.File(encoding="utf-8"))
@click.option("--event", "slug", help="An event's address: checks its own draw instead of a file.")
def check(file: IO[str] | None, slug: str | None) -> None:
    """Draws again from a published FILE (- reads the standard input); exit 1 when anything differs."""
    if (file is None) == (slug is None):
        raise click.UsageError("Give a file, or --event with an event's address.")
    document, promised = _of_event(slug) if slug is not None else (_of_file(file), None)
    try:
        found = draws.repeat(document)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    digest = draws.digest_of(document["terms"]["seed"])
    if promised is not None and promised != digest:
        found.append(f"The digest public before the draw was {promised}.")
    click.echo(f"Digest of the seed: {digest}")
    click.echo("Compare it with the one that was public before booking opened.")
    for sentence in found:
        click.echo(sentence)
    if found:
        click.echo(f"The draw does not repeat. Differences: {len(found)}.")
        sys.exit(1)
    click.echo(f"The draw repeats, ticket by ticket ({len(document['results'])}).")


def _of_file(file: IO[str] | None) -> Any:
    assert file is not None, "the command checks it"
    try:
        return json.load(file)
    except (ValueError, RecursionError) as error:
        raise click.ClickException("This file is no JSON.") from error


def _of_event(slug: str) -> tuple[Any, str]:
    """The document, and the digest as it was kept from the beginning."""
    event = events.by_slug(slug)
    if event is None:
        raise click.ClickException(f"There is no event “{slug}”.")
    found = queries.draw_of(event)
    if found is None or found.drawn_at is None:
        raise click.ClickException("Nothing has been drawn for this event.")
    return found.published, found.seed_digest
