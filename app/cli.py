"""The command line: `flask --app wsgi ...`."""

from __future__ import annotations

import json
import sys

import click
from flask import Flask, current_app

from app.kernel.work import work_off
from app.registration.invariants import broken


def add_commands(app: Flask) -> None:
    for command in (worker, show_config, invariants):
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
    """Checks what must always be true of places; exit 1 and a JSON list of what is not."""
    found = [item.to_json() for item in broken()]
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    if found:
        sys.exit(1)


@click.command("config")
def show_config() -> None:
    """Shows every setting, where it comes from, and its value; secrets are hidden."""
    settings = current_app.config["SETTINGS"]
    width = max(len(name) for name in settings.sources)
    for name, (value, source) in sorted(settings.sources.items()):
        click.echo(f"{name:<{width}}  {value or '(empty)'}  [{source}]")
