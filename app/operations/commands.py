"""`flask backup ...`, `flask doctor`, `flask mail ...`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.storage import StorageAway, StorageFull
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import actions
from app.operations import backup as backups
from app.operations import restore as restoring
from app.operations.doctor import Grade, look

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("backup")
def backup() -> None:
    """Keeping everything safe in one file, and taking it in again."""


@backup.command("create")
@click.argument("file", type=FILE)
def create(file: Path) -> None:
    """Writes all rows and uploaded files into FILE while the site goes on. The SECRET_KEY is not in it: keep
    that elsewhere."""
    try:
        made = backups.create(file, now=clock.now())
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    except StorageAway as error:
        raise click.ClickException(f"The uploaded files cannot be reached: {error}.") from error
    click.echo(f"{file}: {sum(made.rows.values())} rows and {made.files} files.")


@backup.command("restore")
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """Takes FILE into an empty database. Mail is held until you release it: flask --app wsgi mail release"""
    try:
        taken = restoring.restore(file, now=clock.now())
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error
    except (StorageAway, StorageFull) as error:
        raise click.ClickException(
            f"The uploaded files cannot be written: {type(error).__name__}."
        ) from error
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{sum(taken.rows.values())} rows and {taken.files} files are back.")
    click.echo("No mail goes yet. Look at what waits, then: flask --app wsgi mail release")


@click.command("doctor")
def doctor() -> None:
    """Looks at mail server, sending domain, worker, clock, disk and backup; says what to do. Exit 1 when
    something is ill."""
    found = list(look(now=clock.now()))
    for finding in found:
        click.echo(finding.line)
    if any(finding.grade == Grade.ILL for finding in found):
        sys.exit(1)


@click.group("mail")
def mail() -> None:
    """Holding all mail back, and letting it go."""


@mail.command("hold")
@click.argument("because")
def hold(because: str) -> None:
    """Nothing goes from now on; BECAUSE stands on the organisers' pages."""
    with transaction():
        actions.hold_route(because, now=clock.now())
    click.echo("All mail is held.")


@mail.command("release")
@click.option("--stop-waiting", is_flag=True, help="Stop what waits now instead of sending it.")
def release(stop_waiting: bool) -> None:
    """Mail goes again. After a restore, what waits may have gone already: with --stop-waiting none of it goes
    by itself, and organisers can send each again."""
    if stop_waiting:
        _write_what_is_due()
    now = clock.now()
    with transaction():
        stopped = (
            actions.stop_waiting(because="Stopped when mail was released") if stop_waiting else 0
        )
        actions.release_route(now=now)
    click.echo(f"Mail goes again. Stopped: {stopped}.")


def _write_what_is_due() -> None:
    """Reminders and mails that a restored backup would have written by now: before what waits is stopped, not
    after. Each piece of theirs asks for the next."""
    while work_off("places") + work_off("job"):
        pass
