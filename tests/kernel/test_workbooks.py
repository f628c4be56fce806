"""Workbooks hold what people typed as text, whatever it looks like. No database."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from app.kernel.workbooks import LONGEST_CELL, Sheet, workbook


def read(text):
    sheet = Sheet(name="Programme", columns=["Title"], rows=[[text]])
    data = workbook([sheet], made_at=datetime(2027, 5, 3, tzinfo=UTC))
    return openpyxl.load_workbook(io.BytesIO(data)).active["A2"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("=1+1", id="a formula"),
        pytest.param("https://example.org", id="an address"),
        pytest.param("<b>bold</b> & more", id="tags"),
        pytest.param("<r><t>rich</t></r>", id="what the library takes for its own"),
        pytest.param("<r>&unknown;</t></r>", id="the same, broken"),
        pytest.param("_x0041_", id="an escape"),
        pytest.param("𓀀 עברית", id="other scripts"),
    ],
)
def test_what_is_typed_is_text(text):
    cell = read(text)
    assert (cell.value.rstrip(" "), cell.data_type) == (text, "s")


def test_a_long_text_is_cut_where_a_cell_ends():
    assert len(read("<r>" + "x" * 40_000).value) <= LONGEST_CELL
