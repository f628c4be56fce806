"""messages: the way to the server, own words, news, reminders, mails to groups"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

# What stands behind the @ of the mails that are there already.
DOMAINS = {
    'sqlite': "UPDATE outbox SET domain = lower(substr(to_address, instr(to_address, '@') + 1))",
    'postgresql': "UPDATE outbox SET domain = lower(split_part(to_address, '@', 2))",
}

# The worker plans the reminders of events that are public already.
PLAN = """
INSERT INTO jobs (key, handler, payload, due_at, attempts, last_error)
SELECT 'campaigns.plan_all', 'campaigns.plan_all', '{}', CURRENT_TIMESTAMP, 0, ''
WHERE EXISTS (SELECT 1 FROM events WHERE state = 'published')
"""


def upgrade() -> None:
    op.create_table('mail_route',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('put_off', sa.String(length=100), nullable=False),
    sa.Column('away_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paused_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=400), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('held_because', sa.String(length=200), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_mail_route_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_route'))
    )
    op.create_table('mail_wordings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.String(length=80), nullable=False),
    sa.Column('template', sa.String(length=100), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('opening', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by', sa.String(length=320), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_wordings')),
    sa.UniqueConstraint('scope', 'template', 'language', name=op.f('uq_mail_wordings_scope_template_language'))
    )
    op.create_table('news_consents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('given_in', sa.String(length=80), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(length=20), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_news_consents')),
    sa.UniqueConstraint('public_id', name=op.f('uq_news_consents_public_id'))
    )
    with op.batch_alter_table('news_consents', schema=None) as batch_op:
        batch_op.create_index('uq_news_consents_live', ['email'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('group_mails',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('is_news', sa.Boolean(), nullable=False),
    sa.Column('is_private', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.String(length=320), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('goes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_group_mails_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_mails')),
    sa.UniqueConstraint('public_id', name=op.f('uq_group_mails_public_id'))
    )
    with op.batch_alter_table('group_mails', schema=None) as batch_op:
        batch_op.create_index('ix_group_mails_event', ['event_id', 'id'], unique=False)

    op.create_table('sendings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('reminder', sa.String(length=20), nullable=False),
    sa.Column('occasion', sa.String(length=32), nullable=False),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('because', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_sendings_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sendings')),
    sa.UniqueConstraint('event_id', 'reminder', 'occasion', 'planned_at', name=op.f('uq_sendings_event_id_reminder_occasion_planned_at')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sendings_public_id'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_private', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('batch', sa.String(length=32), server_default='', nullable=False))
        batch_op.add_column(sa.Column('domain', sa.String(length=255), server_default='', nullable=False))
        batch_op.add_column(sa.Column('headers', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('failure', sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column('tried_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('useful_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_outbox_address', ['to_address'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_batch'), ['batch'], unique=False)

    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sa.String(length=10), server_default='en', nullable=False))

    op.execute(DOMAINS[op.get_bind().dialect.name])
    op.execute(PLAN)


def downgrade() -> None:
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.drop_column('language')

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_batch'))
        batch_op.drop_index('ix_outbox_address')
        batch_op.drop_column('useful_until')
        batch_op.drop_column('tried_at')
        batch_op.drop_column('failure')
        batch_op.drop_column('headers')
        batch_op.drop_column('domain')
        batch_op.drop_column('batch')
        batch_op.drop_column('is_private')

    op.drop_table('sendings')
    with op.batch_alter_table('group_mails', schema=None) as batch_op:
        batch_op.drop_index('ix_group_mails_event')

    op.drop_table('group_mails')
    with op.batch_alter_table('news_consents', schema=None) as batch_op:
        batch_op.drop_index('uq_news_consents_live', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('news_consents')
    op.drop_table('mail_wordings')
    op.drop_table('mail_route')
