"""What people type into date boxes."""

import pytest

from app.kernel import fields


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        pytest.param("2027-06-10T10:30", "2027-06-10T09:30:00+00:00", id="summer"),
        pytest.param("2020-11-12T10:30", "2020-11-12T10:30:00+00:00", id="winter"),
        pytest.param("2027-06-10T10:30:00", "2027-06-10T09:30:00+00:00", id="with seconds"),
        pytest.param("10/06/2027 10:30", "2027-06-10T09:30:00+00:00", id="typed"),
        pytest.param("2027-03-28T00:59", "2027-03-28T00:59:00+00:00", id="before the gap"),
        pytest.param("2027-03-28T02:00", "2027-03-28T01:00:00+00:00", id="after the gap"),
        pytest.param("2027-03-28T01:00", None, id="in the gap"),
        pytest.param("2027-10-31T01:59", None, id="twice"),
        pytest.param(
            "2027-10-31T02:00", "2027-10-31T02:00:00+00:00", id="after the hour that is twice"
        ),
        pytest.param("1999-06-10T10:30", None, id="long ago"),
        pytest.param("2027-06-10", None, id="no time"),
        pytest.param("2027-13-10T10:30", None, id="no month"),
        pytest.param("2027-06-10T10:30+02:00", None, id="another zone"),
        pytest.param("<script>", None, id="nothing of the kind"),
    ],
)
def test_instant_in_london(app, typed, instant):
    if instant is None:
        with pytest.raises(ValueError, match=r"\w"):
            fields.instant_in_london(typed)
    else:
        assert fields.instant_in_london(typed).isoformat() == instant


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Ada@Example.org ", "Ada@example.org"),
        ("ada", None),
        ("ada@", None),
        ("ada@example.org\nBcc: all@example.org", None),
        ("ŵyn@example.org", None),
    ],
)
def test_mail_address(app, typed, address):
    if address is None:
        with pytest.raises(ValueError, match=r"\w"):
            fields.mail_address(typed)
    else:
        assert fields.mail_address(typed) == address
