"""sell-outs: offers, wishes, codes, groups, draws, reconfirming, stand-by"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('draws',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('seed_digest', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_draws_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draws')),
    sa.UniqueConstraint('event_id', name=op.f('uq_draws_event_id'))
    )
    op.create_table('group_bookings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('lead_id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=True),
    sa.Column('other_organisation', sa.String(length=160), nullable=False),
    sa.Column('form_token', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_group_bookings_event_id_events')),
    sa.ForeignKeyConstraint(['lead_id'], ['people.id'], name=op.f('fk_group_bookings_lead_id_people')),
    sa.ForeignKeyConstraint(['service_id'], ['library_services.id'], name=op.f('fk_group_bookings_service_id_library_services')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_bookings')),
    sa.UniqueConstraint('form_token', name=op.f('uq_group_bookings_form_token')),
    sa.UniqueConstraint('public_id', name=op.f('uq_group_bookings_public_id'))
    )
    with op.batch_alter_table('group_bookings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_bookings_event_id'), ['event_id'], unique=False)

    op.create_table('reconfirmations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_by', sa.String(length=320), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_again_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('release_told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_reconfirmations_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reconfirmations')),
    sa.UniqueConstraint('event_id', name=op.f('uq_reconfirmations_event_id'))
    )
    op.create_table('access_codes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('holds_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('places > 0', name=op.f('ck_access_codes_places_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_access_codes_event_id_events')),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], name=op.f('fk_access_codes_slot_id_slots')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_codes')),
    sa.UniqueConstraint('event_id', 'code', name=op.f('uq_access_codes_event_id_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_access_codes_public_id'))
    )
    with op.batch_alter_table('access_codes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_codes_event_id'), ['event_id'], unique=False)

    op.create_table('closed_lists',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_by', sa.String(length=320), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_closed_lists_event_id_events')),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], name=op.f('fk_closed_lists_slot_id_slots')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closed_lists')),
    sa.UniqueConstraint('slot_id', name=op.f('uq_closed_lists_slot_id'))
    )
    with op.batch_alter_table('closed_lists', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_closed_lists_event_id'), ['event_id'], unique=False)
        batch_op.create_index('uq_closed_lists_event', ['event_id'], unique=True, sqlite_where=sa.text('slot_id IS NULL'), postgresql_where=sa.text('slot_id IS NULL'))

    op.create_table('stand_bys',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('since_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_stand_bys_registration_id_registrations')),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], name=op.f('fk_stand_bys_slot_id_slots')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stand_bys')),
    sa.UniqueConstraint('slot_id', 'registration_id', name=op.f('uq_stand_bys_slot_id_registration_id'))
    )
    with op.batch_alter_table('bookings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=10), server_default='attendee', nullable=False))
        batch_op.add_column(sa.Column('rank', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('offer_ends_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('taken_over_from_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_bookings_taken_over_from_id_bookings'), 'bookings', ['taken_over_from_id'], ['id'])
        batch_op.drop_index('ix_bookings_slot_state')
        batch_op.create_index('ix_bookings_slot_state', ['slot_id', 'state', 'kind'], unique=False)

    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.add_column(sa.Column('places_due_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=10), server_default='attendee', nullable=False))
        batch_op.add_column(sa.Column('position', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('skipped_because', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('offer_ends_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('ticket', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('code_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('group_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('group_rank', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('is_unnamed', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('taken_over_from_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reconfirm_asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reconfirmed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('releases_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('priority_asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_registrations_code_id'), ['code_id'], unique=False)
        batch_op.create_index('ix_registrations_event_state', ['event_id', 'state', 'kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_registrations_group_id'), ['group_id'], unique=False)
        batch_op.create_index('uq_registrations_position', ['event_id', 'position'], unique=True)
        batch_op.create_unique_constraint(batch_op.f('uq_registrations_ticket'), ['ticket'])
        batch_op.create_foreign_key(batch_op.f('fk_registrations_code_id_access_codes'), 'access_codes', ['code_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_registrations_group_id_group_bookings'), 'group_bookings', ['group_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_registrations_taken_over_from_id_registrations'), 'registrations', ['taken_over_from_id'], ['id'])

    with op.batch_alter_table('slots', schema=None) as batch_op:
        batch_op.add_column(sa.Column('host_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_slots_host_id_people'), 'people', ['host_id'], ['id'])

    with op.batch_alter_table('speakers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('person_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_speakers_person_id_people'), 'people', ['person_id'], ['id'])




def downgrade() -> None:

    with op.batch_alter_table('speakers', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_speakers_person_id_people'), type_='foreignkey')
        batch_op.drop_column('person_id')

    with op.batch_alter_table('slots', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_slots_host_id_people'), type_='foreignkey')
        batch_op.drop_column('host_id')

    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_registrations_taken_over_from_id_registrations'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_registrations_group_id_group_bookings'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_registrations_code_id_access_codes'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_registrations_ticket'), type_='unique')
        batch_op.drop_index('uq_registrations_position')
        batch_op.drop_index(batch_op.f('ix_registrations_group_id'))
        batch_op.drop_index('ix_registrations_event_state')
        batch_op.drop_index(batch_op.f('ix_registrations_code_id'))
        batch_op.drop_column('priority_asked_at')
        batch_op.drop_column('releases_at')
        batch_op.drop_column('reconfirmed_at')
        batch_op.drop_column('reconfirm_asked_at')
        batch_op.drop_column('taken_over_from_id')
        batch_op.drop_column('is_unnamed')
        batch_op.drop_column('group_rank')
        batch_op.drop_column('group_id')
        batch_op.drop_column('code_id')
        batch_op.drop_column('ticket')
        batch_op.drop_column('offer_ends_at')
        batch_op.drop_column('skipped_because')
        batch_op.drop_column('position')
        batch_op.drop_column('kind')

    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_column('places_due_at')

    with op.batch_alter_table('bookings', schema=None) as batch_op:
        batch_op.drop_index('ix_bookings_slot_state')
        batch_op.create_index('ix_bookings_slot_state', ['slot_id', 'state'], unique=False)
        batch_op.drop_constraint(batch_op.f('fk_bookings_taken_over_from_id_bookings'), type_='foreignkey')
        batch_op.drop_column('taken_over_from_id')
        batch_op.drop_column('offer_ends_at')
        batch_op.drop_column('rank')
        batch_op.drop_column('kind')

    op.drop_table('stand_bys')
    with op.batch_alter_table('closed_lists', schema=None) as batch_op:
        batch_op.drop_index('uq_closed_lists_event', sqlite_where=sa.text('slot_id IS NULL'), postgresql_where=sa.text('slot_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_closed_lists_event_id'))

    op.drop_table('closed_lists')
    with op.batch_alter_table('access_codes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_access_codes_event_id'))

    op.drop_table('access_codes')
    op.drop_table('reconfirmations')
    with op.batch_alter_table('group_bookings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_bookings_event_id'))

    op.drop_table('group_bookings')
    op.drop_table('draws')

