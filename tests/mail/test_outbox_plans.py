"""How the databases find what pages of the outbox ask for."""

from __future__ import annotations

from sqlalchemy import event

from app.kernel.database import db
from app.mail import queries
from app.mail.queries import Wanted


def test_the_newest_of_an_event_are_found_without_sorting_all_of_them(app):
    asked = []

    def note(_connection, _cursor, statement, parameters, *_more):
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    queries.outbox_of(Wanted(scope="next"), limit=50)
    event.remove(db.engine, "before_cursor_execute", note)
    (statement, parameters) = asked[-1]
    is_sqlite = db.engine.dialect.name == "sqlite"
    connection = db.session.connection()
    if not is_sqlite:  # it would rather go through what is hardly anything
        connection.exec_driver_sql("SET LOCAL enable_sort = off")
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    rows = connection.exec_driver_sql(explain + statement, parameters).all()
    plan = "\n".join(str(row) for row in rows)
    assert "ix_outbox_scope" in plan and "TEMP B-TREE" not in plan, plan
