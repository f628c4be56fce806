"""Before the servers start: brings the database up to date, fills an empty one with the demo (in
development), and prints what the person who started it needs to know next."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
from flask_migrate import upgrade
from sqlalchemy import exists, select

from app.events.models import Event
from app.kernel.database import db
from wsgi import app

FIRST_ORGANISER = """There is no event yet. Make the first organiser, who can then sign in and make one:
  .venv/bin/flask --app wsgi people invite EMAIL --name NAME --role organiser"""


def main() -> None:
    is_production = app.config["SETTINGS"].is_production
    with app.app_context():
        logging.getLogger("alembic").setLevel(logging.WARNING)
        upgrade()
        is_empty = not db.session.scalar(select(exists().select_from(Event)))
        db.session.remove()
    if is_empty and is_production:
        print(FIRST_ORGANISER)
    elif not is_production:
        if is_empty:
            print("Loading the demo", file=sys.stderr)
            command("demo", "load")
        command("demo", "accounts")


def command(*words: str) -> None:
    try:
        with app.app_context():
            app.cli.main(list(words), prog_name="flask", standalone_mode=False)
    except click.ClickException as error:
        sys.exit(error.format_message())


main()
