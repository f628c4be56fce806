"""The whole shape of a message, read back by the standard library's parser."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.icalendar import Entry, serialise
from app.kernel.mailbox import Mailbox
from app.kernel.plain_text import clean_line, clean_text
from app.mail.mime import build

TEAM = Mailbox("Bootcamp team", "team@example.org")
WYN = Mailbox("Ŵyn Price", "wyn@example.org")
AT = datetime(2020, 11, 1, 8, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="f3b1c9@example.org", sequence=0, stamp_at=AT,
    starts_at=datetime(2020, 11, 12, 9, tzinfo=UTC),
    ends_at=datetime(2020, 11, 12, 10, tzinfo=UTC), summary="Podcasts 🎧 " + "é" * 90,
    description="Line\nline", organiser=TEAM, attendee=WYN,
)  # fmt: skip
ICS = serialise([ENTRY], method="REQUEST", product="-//Digital Bootcamp//EN")
GIVEN = {
    "from_": TEAM,
    "to": WYN,
    "subject": "Your places at the Digital Bootcamp",
    "text": "Hello Ŵyn\n\nYou have a place.\n" + "x" * 1500 + "\n",
    "html": "<p>Hello Ŵyn</p>",
    "message_id": "<m1.f3b1c9@example.org>",
    "date": AT,
    "calendar": ("REQUEST", ICS),
}


def read(**changes):
    return message_from_bytes(build(**{**GIVEN, **changes}).raw, policy=default)


def content(part):
    return part.get_content().replace("\r\n", "\n")


def test_three_alternatives_in_order():
    message = read()
    parts = list(message.iter_parts())
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    assert content(parts[0]) == GIVEN["text"]
    assert content(parts[1]) == GIVEN["html"] + "\n"
    assert all("Content-Disposition" not in part for part in parts)
    assert [part["Content-Type"].params.get("charset", "").lower() for part in parts] == [
        "utf-8"
    ] * 3


def test_headers():
    message = read(headers={"X-Kind": "places"})
    assert message["From"] == "Bootcamp team <team@example.org>"
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Ŵyn Price", "wyn@example.org")
    assert message["Subject"] == GIVEN["subject"]
    assert message["Date"].datetime == AT
    assert message["Message-ID"] == GIVEN["message_id"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Kind"] == "places"


def test_calendar_arrives_byte_by_byte_and_methods_agree():
    calendar = list(read().iter_parts())[2]
    body = calendar.get_payload(decode=True)
    assert body == ICS
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert body.count(b"\r\nMETHOD:REQUEST\r\n") == 1
    assert body.count(b"\n") == body.count(b"\r\n")


def test_without_calendar_and_without_html():
    assert [part.get_content_type() for part in read(calendar=None).iter_parts()] == [
        "text/plain", "text/html",
    ]  # fmt: skip
    plain = read(calendar=None, html=None)
    assert plain.get_content_type() == "text/plain"
    assert content(plain) == GIVEN["text"]


def test_every_server_takes_it_and_equal_input_gives_equal_bytes():
    raw = build(**GIVEN).raw
    assert raw == build(**GIVEN).raw
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_long_addresses_in_headers_are_left_whole():
    link = "<https://bootcamp.example.org/p/" + "a" * 120 + ">"
    raw = build(**GIVEN, headers={"List-Unsubscribe": link}).raw
    assert f"List-Unsubscribe: {link}\r\n".encode() in raw


@pytest.mark.parametrize(
    "text",
    [
        "Hi\r\nBcc: x@example.org",
        "Hi\nBcc: x@example.org",
        "Hi\rBcc: x",
        "Hi\u2028Bcc: x",
        "Hi\x85\x00",
    ],
)
def test_headers_cannot_be_injected(text):
    message = read(subject=text, to=Mailbox(text, "wyn@example.org"), headers={"X-Kind": text})
    assert "Bcc" not in message
    assert message["Subject"] == clean_line(text)
    assert [address.addr_spec for address in message["To"].addresses] == ["wyn@example.org"]


@given(name=st.text(max_size=80), subject=st.text(max_size=150))
def test_any_name_and_subject_leave_one_recipient(name, subject):
    message = read(subject=subject, to=Mailbox(name, "wyn@example.org"), calendar=None, html=None)
    assert [address.addr_spec for address in message["To"].addresses] == ["wyn@example.org"]
    assert message.keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    ]  # fmt: skip
    assert "".join(message["Subject"].split()) == "".join(clean_line(subject).split())


@given(name=st.text(alphabet="abé \"',;:<>()[]\\@=?_.", max_size=80))
def test_no_name_swallows_the_address(name):
    address = "someone.with.a.long.name@" + "library-service." * 4 + "example.org"
    message = read(to=Mailbox(name, address))
    assert [one.addr_spec for one in message["To"].addresses] == [address]


@given(text=st.text(max_size=300))
def test_any_text_arrives(text):
    body = read(text=text, html=None, calendar=None).get_payload(decode=True)
    assert body.decode() == clean_text(text).removesuffix("\n").replace("\n", "\r\n") + "\r\n"


@pytest.mark.parametrize(
    "change",
    [
        {"date": datetime(2020, 11, 1)},
        {"message_id": "m1@example.org"},
        {"message_id": "<m1@example.org>\r\nBcc: x@example.org"},
        {"headers": {"Bcc": "x@example.org"}},
        {"headers": {"Content-Type": "text/html"}},
        {"headers": {"X-A: b\r\nBcc": "x@example.org"}},
        {"calendar": ("CANCEL", ICS)},
        {"calendar": ("REQUEST; x=y", ICS)},
    ],
)
def test_refused(change):
    with pytest.raises(ValueError):
        build(**{**GIVEN, **change})


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "@example.org", "a@b@example.org", "a b@example.org", "a@example.org\n",
        "a@example.org, b@example.org", "<a@example.org>", "é@example.org", ".a@example.org",
        "a..b@example.org", "a@-example.org", 'a"b@example.org',
    ],
)  # fmt: skip
def test_what_is_no_address(address):
    with pytest.raises(ValueError):
        Mailbox("x", address)


@pytest.mark.parametrize("address", ["o'brien+cpd@example.org", "a.b_c%d@library.example.org"])
def test_what_is_one(address):
    assert Mailbox.from_json(Mailbox("x", address).to_json()).address == address
    (to,) = read(to=Mailbox("x", address)).get("To").addresses
    assert to.addr_spec == address


HOSTILE = (
    "=?utf-8?q?X=0D=0ABcc:_evil=40example.org?=",
    "=?utf-8?q?=0D=0A=0D=0ABody_of_mine?=",
    "=?utf-8?q?=22_=3Cevil=40example.org=3E=2C?=",
    "=?utf-8?b?WA0KQmNjOiBldmlsQGV4YW1wbGUub3Jn?=",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_encoded_word_in_a_persons_text_stays_text(text):
    raw = build(**{**GIVEN, "to": Mailbox(text, "wyn@example.org"), "subject": f"Hello {text}"}).raw
    head = raw.split(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in raw
    assert head.count(b"\r\nTo:") == 1 and b"\r\nSubject:" in head
    message = message_from_bytes(raw, policy=default)
    assert [one.addr_spec for one in message["To"].addresses] == ["wyn@example.org"]
    assert "?" in message["Subject"] and "Bcc" not in message
    assert len(list(message.iter_parts())) == 3
