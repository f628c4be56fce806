"""Names of files: for the download alone, clean, with the ending of what is in them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.materials import errors
from app.materials.content import clean_name
from app.materials.enums import FileKind


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("Slides.pdf", "Slides.pdf", id="a good one stays"),
        pytest.param("SLIDES.PDF", "SLIDES.pdf", id="the ending in small letters"),
        pytest.param("Talk v1.2", "Talk v1.2.pdf", id="no ending: it gets one"),
        pytest.param("", "pdf.pdf", id="no name"),
        pytest.param(".pdf", "pdf.pdf", id="an ending alone"),
        pytest.param("C:\\Users\\me\\Slides.pdf", "Slides.pdf", id="a path of Windows"),
        pytest.param("../../etc/passwd", "passwd.pdf", id="a path out of here"),
        pytest.param("a\x00b\r\nc.pdf", "ab c.pdf", id="control characters"),
        pytest.param("fdp.\u202efdp.exe.pdf", "fdp.fdp.exe.pdf", id="a change of direction"),
        pytest.param("a\u200b\u2066b.pdf", "ab.pdf", id="invisible characters"),
        pytest.param('a"b<c>d|e?f*g:h.pdf', "a_b_c_d_e_f_g_h.pdf", id="characters no system takes"),
        pytest.param("  . hidden . .pdf", "hidden.pdf", id="dots and spaces at the ends"),
        pytest.param("con.pdf", "_con.pdf", id="a device"),
        pytest.param("Com1.notes.pdf", "_Com1.notes.pdf", id="a device with more"),
        pytest.param("Ystafelloedd tawel ŵ.pdf", "Ystafelloedd tawel ŵ.pdf", id="Welsh"),
        pytest.param("静かな部屋.pdf", "静かな部屋.pdf", id="another script"),
        pytest.param("e\u0301.pdf", "é.pdf", id="one form of letters"),
        pytest.param("x" * 400 + ".pdf", "x" * 150 + ".pdf", id="too long"),
        pytest.param("é" * 400 + ".pdf", "é" * 75 + ".pdf", id="too long in bytes"),
    ],
)
def test_cleaned(typed, expected):
    assert clean_name(typed, FileKind.PDF) == expected


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("slides.pptx", FileKind.PDF),
        ("slides.pdf", FileKind.PNG),
        ("slides.exe", FileKind.PDF),
        ("slides.html", FileKind.PPTX),
        ("slides.pptm", FileKind.PPTX),
    ],
)
def test_a_name_that_promises_something_else_is_refused(typed, kind):
    with pytest.raises(errors.NameSaysOtherwise, match="does not fit what is in it"):
        clean_name(typed, kind)


def test_each_picture_may_have_its_other_endings():
    assert clean_name("a.JPEG", FileKind.JPEG) == "a.jpeg"
    assert clean_name("a.jpe", FileKind.JPEG) == "a.jpe"


@given(st.text(max_size=300), st.sampled_from(list(FileKind)))
def test_any_name_is_safe_afterwards(typed, kind):
    try:
        name = clean_name(typed, kind)
    except errors.NameSaysOtherwise:
        return
    assert 0 < len(name.encode()) <= 160
    assert not set(name) & set('<>:"|?*/\\')
    assert not any(unicodedata.category(character)[0] == "C" for character in name)
    assert not name.startswith((".", " ")) and not name.endswith((".", " "))
    assert clean_name(name, kind) == name
