"""Invented certificates for the tests."""

from dataclasses import replace
from datetime import date

from app.certificates.content import AttendedSession, CertificateContent
from app.certificates.words import certificate_words, learning_time

SESSIONS = (
    ("Starting a podcast on a library budget", "Blackpool Libraries"),
    (
        "Filming on a phone: light, sound & a steady hand",
        "Bournemouth, Christchurch and Poole Libraries",
    ),
    ("Editing video with free tools", "Gwynedd Libraries / Llyfrgelloedd Gwynedd"),
    ("Digital champions: recruiting and keeping volunteers", "Leeds Libraries; Kirklees Libraries"),
    ("Helping people with the NHS App", "Highland Libraries"),
    ("What will you try on Monday?", "Kent Libraries; Redbridge Libraries; Stirling Libraries"),
)


def english(text: str) -> str:
    return text


def content(*, sessions: int = 6, **changes) -> CertificateContent:
    """A certificate about so many sessions."""
    attended = tuple(
        AttendedSession(
            title=f"{number + 1}. {SESSIONS[number % 6][0]}",
            time=f"{9 + number // 3:02d}:{number % 3 * 20:02d} to 18:00",
            services=SESSIONS[number % 6][1],
        )
        for number in range(sessions)
    )
    made = CertificateContent(
        language="en-GB",
        person_name="Siân Ŵyn-Llewellyn",
        event_name="Digital Bootcamp 2020",
        date_text="Thursday 12 November 2020",
        mode="online",
        organiser_name="Libraries Together",
        sessions=attended,
        learning_time=learning_time(195, english),
        how_counted="Counted from the sessions you joined or that a host marked you present in.",
        organisers_text="This day was for library staff.\n\nIt was about video & sound.",
        issuer_name="Libraries Together (charity)",
        signatory_name="Ann Price",
        signatory_role="Head of Learning",
        issued_on=date(2020, 11, 13),
        issued_on_text="13 November 2020",
        short_code="K7QM-4XTP",
        verify_url="https://bootcamp.example.org/verify/aZ3kP9bQ7cX2dW5eV8fU",
        verify_address="bootcamp.example.org/verify",
        words=certificate_words(english),
    )
    return replace(made, **changes)


def strings_of(certificate: CertificateContent) -> list[str]:
    """All that is read on it, in the order of reading."""
    words = certificate.words
    rows = [text for row in certificate.sessions for text in (row.time, row.title, row.services)]
    return [
        certificate.organiser_name, words.heading, words.presented_to, certificate.person_name,
        words.took_part, certificate.event_name, certificate.date_text, certificate.mode,
        words.sessions, words.time_column, words.title_column, words.services_column, *rows,
        words.learning_time, certificate.learning_time, certificate.how_counted,
        *certificate.organisers_paragraphs, words.issued_by, certificate.signatory_name,
        certificate.signatory_role, certificate.issuer_name, words.issued_on,
        certificate.issued_on_text, words.check, words.check_how, certificate.verify_address,
        words.code, certificate.short_code, words.no_assessment,
    ]  # fmt: skip
