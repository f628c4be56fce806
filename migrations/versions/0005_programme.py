"""the programme: its draft, releases, breaks, notices of the day, stars"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('draft_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('actor', sa.String(length=320), nullable=False),
    sa.Column('what', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('is_undone', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_draft_steps_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_steps'))
    )
    with op.batch_alter_table('draft_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_steps_event_id'), ['event_id'], unique=False)

    op.create_table('releases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('patch', sa.Integer(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('people', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_releases_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_releases')),
    sa.UniqueConstraint('event_id', 'number', 'patch', name=op.f('uq_releases_event_id_number_patch'))
    )
    with op.batch_alter_table('releases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_releases_event_id'), ['event_id'], unique=False)

    op.create_table('breaks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_breaks_ends_after_start')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_breaks_event_id_events')),
    sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_breaks_room_id_rooms')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_breaks')),
    sa.UniqueConstraint('public_id', name=op.f('uq_breaks_public_id'))
    )
    with op.batch_alter_table('breaks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_breaks_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_breaks_room_id'), ['room_id'], unique=False)

    op.create_table('publications',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=320), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('built', sa.String(length=64), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_publications_event_id_events')),
    sa.ForeignKeyConstraint(['release_id'], ['releases.id'], name=op.f('fk_publications_release_id_releases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publications')),
    sa.UniqueConstraint('public_id', name=op.f('uq_publications_public_id'))
    )
    with op.batch_alter_table('publications', schema=None) as batch_op:
        batch_op.create_index('ix_publications_event_id_id', ['event_id', 'id'], unique=False)

    op.create_table('stars',
    sa.Column('visitor', sa.String(length=64), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('starred_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_stars_session_id_sessions')),
    sa.PrimaryKeyConstraint('visitor', 'session_id', name=op.f('pk_stars'))
    )
    with op.batch_alter_table('stars', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stars_session_id'), ['session_id'], unique=False)

    op.create_table('notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_notices_event_id_events')),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], name=op.f('fk_notices_slot_id_slots')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('public_id', name=op.f('uq_notices_public_id'))
    )
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notices_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notices_slot_id'), ['slot_id'], unique=False)

    op.create_table('placements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_cancelled', sa.Boolean(), nullable=False),
    sa.Column('cancelled_because', sa.String(length=300), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('overbook_percent', sa.Integer(), nullable=False),
    sa.Column('host_id', sa.Integer(), nullable=True),
    sa.Column('producer_id', sa.Integer(), nullable=True),
    sa.Column('captioner_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by', sa.String(length=320), nullable=False),
    sa.CheckConstraint('capacity IS NULL OR capacity >= 0', name=op.f('ck_placements_capacity_not_negative')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_placements_ends_after_start')),
    sa.CheckConstraint('overbook_percent BETWEEN 0 AND 100', name=op.f('ck_placements_overbook_in_percent')),
    sa.ForeignKeyConstraint(['captioner_id'], ['people.id'], name=op.f('fk_placements_captioner_id_people')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_placements_event_id_events')),
    sa.ForeignKeyConstraint(['host_id'], ['people.id'], name=op.f('fk_placements_host_id_people')),
    sa.ForeignKeyConstraint(['producer_id'], ['people.id'], name=op.f('fk_placements_producer_id_people')),
    sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_placements_room_id_rooms')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_placements_session_id_sessions')),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], name=op.f('fk_placements_slot_id_slots')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placements')),
    sa.UniqueConstraint('public_id', name=op.f('uq_placements_public_id')),
    sa.UniqueConstraint('slot_id', name=op.f('uq_placements_slot_id'))
    )
    with op.batch_alter_table('placements', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_placements_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placements_room_id'), ['room_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placements_session_id'), ['session_id'], unique=False)

    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('level', sa.String(length=20), nullable=False, server_default='everybody'))

    with op.batch_alter_table('slots', schema=None) as batch_op:
        batch_op.add_column(sa.Column('producer_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('captioner_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_slots_captioner_id_people'), 'people', ['captioner_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_slots_producer_id_people'), 'people', ['producer_id'], ['id'])

    # What is out already is the draft, too. Without a release public pages are made from the rows.
    op.execute("""
        INSERT INTO placements (
            public_id, event_id, session_id, slot_id, room_id, starts_at, ends_at, is_cancelled,
            cancelled_because, capacity, overbook_percent, version, updated_at, updated_by
        )
        SELECT public_id, event_id, session_id, id, room_id, starts_at, ends_at, state = 'cancelled',
            cancelled_because, NULL, 0, 1, updated_at, ''
        FROM slots
    """)



def downgrade() -> None:
    with op.batch_alter_table('slots', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_slots_producer_id_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_slots_captioner_id_people'), type_='foreignkey')
        batch_op.drop_column('captioner_id')
        batch_op.drop_column('producer_id')

    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.drop_column('level')

    with op.batch_alter_table('placements', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_placements_session_id'))
        batch_op.drop_index(batch_op.f('ix_placements_room_id'))
        batch_op.drop_index(batch_op.f('ix_placements_event_id'))

    op.drop_table('placements')
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notices_slot_id'))
        batch_op.drop_index(batch_op.f('ix_notices_event_id'))

    op.drop_table('notices')
    with op.batch_alter_table('stars', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stars_session_id'))

    op.drop_table('stars')
    with op.batch_alter_table('publications', schema=None) as batch_op:
        batch_op.drop_index('ix_publications_event_id_id')

    op.drop_table('publications')
    with op.batch_alter_table('breaks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_breaks_room_id'))
        batch_op.drop_index(batch_op.f('ix_breaks_event_id'))

    op.drop_table('breaks')
    with op.batch_alter_table('releases', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_releases_event_id'))

    op.drop_table('releases')
    with op.batch_alter_table('draft_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_steps_event_id'))

    op.drop_table('draft_steps')
