"""speakers: desks, materials, the call, proposals, reviews"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('call_types',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('lengths', sa.String(length=60), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_call_types_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_types')),
    sa.UniqueConstraint('public_id', name=op.f('uq_call_types_public_id'))
    )
    with op.batch_alter_table('call_types', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_types_event_id'), ['event_id'], unique=False)

    op.create_table('calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('intro', sa.Text(), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_blind', sa.Boolean(), nullable=False),
    sa.Column('reviews_open_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reviews_close_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reviews_each', sa.Integer(), nullable=False),
    sa.Column('assign_by', sa.String(length=10), nullable=False),
    sa.Column('confirm_days', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('confirm_days BETWEEN 1 AND 60', name=op.f('ck_calls_confirm_days_small')),
    sa.CheckConstraint('reviews_each BETWEEN 1 AND 20', name=op.f('ck_calls_reviews_each_small')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_calls_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calls')),
    sa.UniqueConstraint('event_id', name=op.f('uq_calls_event_id'))
    )
    op.create_table('desks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('available', sa.JSON(), nullable=True),
    sa.Column('available_said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_desks_event_id_events')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_desks_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desks')),
    sa.UniqueConstraint('event_id', 'email', name=op.f('uq_desks_event_id_email')),
    sa.UniqueConstraint('public_id', name=op.f('uq_desks_public_id'))
    )
    with op.batch_alter_table('desks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_desks_email'), ['email'], unique=False)

    op.create_table('late_codes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('uses', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('uses > 0', name=op.f('ck_late_codes_uses_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_late_codes_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_late_codes')),
    sa.UniqueConstraint('event_id', 'code', name=op.f('uq_late_codes_event_id_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_late_codes_public_id'))
    )
    op.create_table('questions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('label', sa.String(length=300), nullable=False),
    sa.Column('hint', sa.String(length=300), nullable=False),
    sa.Column('choices', sa.Text(), nullable=False),
    sa.Column('need', sa.String(length=20), nullable=False),
    sa.Column('required_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('frozen_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('for_reviewers', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_questions_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questions')),
    sa.UniqueConstraint('public_id', name=op.f('uq_questions_public_id'))
    )
    with op.batch_alter_table('questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questions_event_id'), ['event_id'], unique=False)

    op.create_table('reviewers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=True),
    sa.Column('other_organisation', sa.String(length=160), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_reviewers_event_id_events')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_reviewers_person_id_people')),
    sa.ForeignKeyConstraint(['service_id'], ['library_services.id'], name=op.f('fk_reviewers_service_id_library_services')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviewers')),
    sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_reviewers_event_id_person_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_reviewers_public_id'))
    )
    op.create_table('score_categories',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_score_categories_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score_categories')),
    sa.UniqueConstraint('public_id', name=op.f('uq_score_categories_public_id'))
    )
    with op.batch_alter_table('score_categories', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_categories_event_id'), ['event_id'], unique=False)

    op.create_table('stored_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('storage_key', sa.String(length=100), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('uploaded_by', sa.String(length=320), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('scan', sa.String(length=20), nullable=False),
    sa.Column('thumbnails', sa.Integer(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=True),
    sa.Column('inspect_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('inspections', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_stored_files_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_files')),
    sa.UniqueConstraint('public_id', name=op.f('uq_stored_files_public_id')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_stored_files_storage_key'))
    )
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_files_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stored_files_inspect_at'), ['inspect_at'], unique=False)

    op.create_table('tech_checks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('meeting_url', sa.String(length=500), nullable=False),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_tech_checks_ends_after_start')),
    sa.CheckConstraint('places > 0', name=op.f('ck_tech_checks_places_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_tech_checks_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tech_checks')),
    sa.UniqueConstraint('public_id', name=op.f('uq_tech_checks_public_id'))
    )
    with op.batch_alter_table('tech_checks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tech_checks_event_id'), ['event_id'], unique=False)

    op.create_table('reviewer_tracks',
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('track_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['reviewer_id'], ['reviewers.id'], name=op.f('fk_reviewer_tracks_reviewer_id_reviewers')),
    sa.ForeignKeyConstraint(['track_id'], ['tracks.id'], name=op.f('fk_reviewer_tracks_track_id_tracks')),
    sa.PrimaryKeyConstraint('reviewer_id', 'track_id', name=op.f('pk_reviewer_tracks'))
    )
    op.create_table('speaker_notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_speaker_notes_event_id_events')),
    sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_speaker_notes_room_id_rooms')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_notes')),
    sa.UniqueConstraint('public_id', name=op.f('uq_speaker_notes_public_id'))
    )
    with op.batch_alter_table('speaker_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speaker_notes_event_id'), ['event_id'], unique=False)

    op.create_table('tech_check_bookings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tech_check_id', sa.Integer(), nullable=False),
    sa.Column('desk_id', sa.Integer(), nullable=False),
    sa.Column('booked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_tech_check_bookings_desk_id_desks')),
    sa.ForeignKeyConstraint(['tech_check_id'], ['tech_checks.id'], name=op.f('fk_tech_check_bookings_tech_check_id_tech_checks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tech_check_bookings'))
    )
    with op.batch_alter_table('tech_check_bookings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tech_check_bookings_tech_check_id'), ['tech_check_id'], unique=False)
        batch_op.create_index('uq_tech_check_bookings_live', ['desk_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('materials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('audience', sa.String(length=10), nullable=True),
    sa.Column('release_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.String(length=320), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_materials_session_id_sessions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_materials')),
    sa.UniqueConstraint('public_id', name=op.f('uq_materials_public_id'))
    )
    with op.batch_alter_table('materials', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_materials_session_id'), ['session_id'], unique=False)

    op.create_table('proposals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('type_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('abstract', sa.Text(), nullable=False),
    sa.Column('outcomes', sa.Text(), nullable=False),
    sa.Column('prerequisites', sa.Text(), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('level', sa.String(length=12), nullable=False),
    sa.Column('language', sa.String(length=20), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('track_id', sa.Integer(), nullable=True),
    sa.Column('service_id', sa.Integer(), nullable=True),
    sa.Column('other_organisation', sa.String(length=160), nullable=False),
    sa.Column('recording', sa.String(length=10), nullable=False),
    sa.Column('technical_needs', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('form_token', sa.String(length=64), nullable=False),
    sa.Column('copied_from_id', sa.Integer(), nullable=True),
    sa.Column('late_code_id', sa.Integer(), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('decision', sa.String(length=10), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(length=320), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirm_by_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('draft','submitted','withdrawn','accepted','reserve','rejected','confirmed','declined')", name=op.f('ck_proposals_state_known')),
    sa.ForeignKeyConstraint(['copied_from_id'], ['proposals.id'], name=op.f('fk_proposals_copied_from_id_proposals')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_proposals_event_id_events')),
    sa.ForeignKeyConstraint(['late_code_id'], ['late_codes.id'], name=op.f('fk_proposals_late_code_id_late_codes')),
    sa.ForeignKeyConstraint(['service_id'], ['library_services.id'], name=op.f('fk_proposals_service_id_library_services')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_proposals_session_id_sessions')),
    sa.ForeignKeyConstraint(['track_id'], ['tracks.id'], name=op.f('fk_proposals_track_id_tracks')),
    sa.ForeignKeyConstraint(['type_id'], ['call_types.id'], name=op.f('fk_proposals_type_id_call_types')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals')),
    sa.UniqueConstraint('form_token', name=op.f('uq_proposals_form_token')),
    sa.UniqueConstraint('public_id', name=op.f('uq_proposals_public_id')),
    sa.UniqueConstraint('session_id', name=op.f('uq_proposals_session_id'))
    )
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.create_index('ix_proposals_event_state', ['event_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposals_late_code_id'), ['late_code_id'], unique=False)

    op.create_table('recording_consents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_recording_consents_person_id_people')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_recording_consents_session_id_sessions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recording_consents')),
    sa.UniqueConstraint('session_id', 'person_id', name=op.f('uq_recording_consents_session_id_person_id'))
    )
    op.create_table('answers',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_answers_file_id_stored_files')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_answers_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_answers_question_id_questions')),
    sa.PrimaryKeyConstraint('proposal_id', 'question_id', name=op.f('pk_answers'))
    )
    op.create_table('assignments',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_assignments_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['reviewers.id'], name=op.f('fk_assignments_reviewer_id_reviewers')),
    sa.PrimaryKeyConstraint('proposal_id', 'reviewer_id', name=op.f('pk_assignments'))
    )
    op.create_table('corrections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('abstract', sa.Text(), nullable=False),
    sa.Column('outcomes', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('asked_by', sa.String(length=320), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by', sa.String(length=320), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_corrections_proposal_id_proposals')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections')),
    sa.UniqueConstraint('public_id', name=op.f('uq_corrections_public_id'))
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index('uq_corrections_asked', ['proposal_id'], unique=True, sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))

    op.create_table('material_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('material_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('url', sa.String(length=1000), nullable=False),
    sa.Column('added_by', sa.String(length=320), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(file_id IS NULL) <> (url = '')", name=op.f('ck_material_versions_file_or_address')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_material_versions_file_id_stored_files')),
    sa.ForeignKeyConstraint(['material_id'], ['materials.id'], name=op.f('fk_material_versions_material_id_materials')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_material_versions')),
    sa.UniqueConstraint('file_id', name=op.f('uq_material_versions_file_id')),
    sa.UniqueConstraint('material_id', 'number', name=op.f('uq_material_versions_material_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_material_versions_public_id'))
    )
    op.create_table('presenters',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('is_lead', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('role', sa.String(length=120), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=True),
    sa.Column('other_organisation', sa.String(length=160), nullable=False),
    sa.Column('agrees_to_recording', sa.Boolean(), nullable=True),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_presenters_person_id_people')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_presenters_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['service_id'], ['library_services.id'], name=op.f('fk_presenters_service_id_library_services')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presenters')),
    sa.UniqueConstraint('proposal_id', 'person_id', name=op.f('uq_presenters_proposal_id_person_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_presenters_public_id'))
    )
    with op.batch_alter_table('presenters', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presenters_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_presenters_lead', ['proposal_id'], unique=True, sqlite_where=sa.text('is_lead'), postgresql_where=sa.text('is_lead'))

    op.create_table('proposal_moves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('from_state', sa.String(length=10), nullable=False),
    sa.Column('to_state', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=320), nullable=False),
    sa.Column('because', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_moves_proposal_id_proposals')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_moves'))
    )
    with op.batch_alter_table('proposal_moves', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_moves_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('proposal_tags',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('tag_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_tags_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['tag_id'], ['tags.id'], name=op.f('fk_proposal_tags_tag_id_tags')),
    sa.PrimaryKeyConstraint('proposal_id', 'tag_id', name=op.f('pk_proposal_tags'))
    )
    op.create_table('review_comments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_review_comments_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['reviewers.id'], name=op.f('fk_review_comments_reviewer_id_reviewers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_comments'))
    )
    with op.batch_alter_table('review_comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_comments_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_reviews_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['reviewers.id'], name=op.f('fk_reviews_reviewer_id_reviewers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    sa.UniqueConstraint('proposal_id', 'reviewer_id', name=op.f('uq_reviews_proposal_id_reviewer_id'))
    )
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reviews_reviewer_id'), ['reviewer_id'], unique=False)

    op.create_table('presenter_needs',
    sa.Column('presenter_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['presenter_id'], ['presenters.id'], name=op.f('fk_presenter_needs_presenter_id_presenters')),
    sa.PrimaryKeyConstraint('presenter_id', name=op.f('pk_presenter_needs'))
    )
    op.create_table('scores',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['score_categories.id'], name=op.f('fk_scores_category_id_score_categories')),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_scores_review_id_reviews')),
    sa.PrimaryKeyConstraint('review_id', 'category_id', name=op.f('pk_scores'))
    )


def downgrade() -> None:
    op.drop_table('scores')
    op.drop_table('presenter_needs')
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reviews_reviewer_id'))

    op.drop_table('reviews')
    with op.batch_alter_table('review_comments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_comments_proposal_id'))

    op.drop_table('review_comments')
    op.drop_table('proposal_tags')
    with op.batch_alter_table('proposal_moves', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_moves_proposal_id'))

    op.drop_table('proposal_moves')
    with op.batch_alter_table('presenters', schema=None) as batch_op:
        batch_op.drop_index('uq_presenters_lead', sqlite_where=sa.text('is_lead'), postgresql_where=sa.text('is_lead'))
        batch_op.drop_index(batch_op.f('ix_presenters_person_id'))

    op.drop_table('presenters')
    op.drop_table('material_versions')
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.drop_index('uq_corrections_asked', sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))

    op.drop_table('corrections')
    op.drop_table('assignments')
    op.drop_table('answers')
    op.drop_table('recording_consents')
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposals_late_code_id'))
        batch_op.drop_index('ix_proposals_event_state')

    op.drop_table('proposals')
    with op.batch_alter_table('materials', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_materials_session_id'))

    op.drop_table('materials')
    with op.batch_alter_table('tech_check_bookings', schema=None) as batch_op:
        batch_op.drop_index('uq_tech_check_bookings_live', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_tech_check_bookings_tech_check_id'))

    op.drop_table('tech_check_bookings')
    with op.batch_alter_table('speaker_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speaker_notes_event_id'))

    op.drop_table('speaker_notes')
    op.drop_table('reviewer_tracks')
    with op.batch_alter_table('tech_checks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tech_checks_event_id'))

    op.drop_table('tech_checks')
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_files_event_id'))

    op.drop_table('stored_files')
    with op.batch_alter_table('score_categories', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_categories_event_id'))

    op.drop_table('score_categories')
    op.drop_table('reviewers')
    with op.batch_alter_table('questions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_questions_event_id'))

    op.drop_table('questions')
    op.drop_table('late_codes')
    with op.batch_alter_table('desks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_desks_email'))

    op.drop_table('desks')
    op.drop_table('calls')
    with op.batch_alter_table('call_types', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_call_types_event_id'))

    op.drop_table('call_types')
