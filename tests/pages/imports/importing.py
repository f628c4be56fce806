"""The steps of an import: choose a file, look, press."""

import io

from sqlalchemy import select

from app.kernel.database import db
from app.programme.models import Session

PATH = "/next/manage/import"
LOOK = "Look at what would happen"


def look(client, data, *, status=200):
    form = client.get(PATH)
    fields = {"file": (io.BytesIO(data), "programme.xlsx")}
    return client.submit(
        form, fields, button=LOOK, status=status, content_type="multipart/form-data", budget=40
    )


def do(client, page, *, status=303):
    return client.submit(page, button="Do all of this", status=status, budget=5000)


def imported(client, data):
    return client.follow(do(client, look(client, data)))


def sessions():
    db.session.rollback()
    return list(db.session.scalars(select(Session).order_by(Session.id)))
