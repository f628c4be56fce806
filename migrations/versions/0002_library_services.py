"""The library services of the UK, from the data the project ships."""

import csv
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DATA = Path(__file__).resolve().parents[2] / "app" / "events" / "data"

services = sa.table(
    "library_services",
    sa.column("id", sa.Integer),
    sa.column("slug", sa.String),
    sa.column("gss_code", sa.String),
    sa.column("name", sa.String),
    sa.column("authority", sa.String),
    sa.column("nation", sa.String),
    sa.column("region", sa.String),
    sa.column("name_cy", sa.String),
    sa.column("valid_from", sa.Date),
    sa.column("valid_to", sa.Date),
    sa.column("counts_as", sa.String),
)
aliases = sa.table(
    "library_service_aliases",
    sa.column("service_id", sa.Integer),
    sa.column("alias", sa.String),
    sa.column("kind", sa.String),
)


def upgrade() -> None:
    rows = [
        {**row, "valid_from": _date(row["valid_from"]), "valid_to": _date(row["valid_to"])}
        for row in _read("library_services.csv")
    ]
    op.bulk_insert(services, rows)
    found = op.get_bind().execute(sa.select(services.c.slug, services.c.id))
    ids = {slug: number for slug, number in found}
    op.bulk_insert(
        aliases,
        [
            {"service_id": ids[row["slug"]], "alias": row["alias"], "kind": row["kind"]}
            for row in _read("library_service_aliases.csv")
        ],
    )


def downgrade() -> None:
    op.execute(aliases.delete())
    op.execute(services.delete())


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
