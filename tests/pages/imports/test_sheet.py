"""Reading workbooks, hostile ones among them. No database."""

import io
import time
from datetime import date, datetime
from datetime import time as clock_time

import pytest

from app.pages.imports import errors
from app.pages.imports.sheet import MOST_ROWS, read
from tests.pages.imports.workbooks import a_workbook, parts_of, zipped


@pytest.fixture(autouse=True)
def _words(app):
    """Labels are translated."""
    with app.test_request_context():
        yield


@pytest.fixture
def database_kind():
    return "sqlite"


def cells(data):
    return [row.cells for row in read(io.BytesIO(data)).sessions]


def test_what_stands_in_rows_with_their_numbers():
    data = a_workbook([("Podcast", "Lab", "10:30", "11:15"), (), ("Film",)])
    found = read(io.BytesIO(data))
    assert found.columns == ("title", "room", "starts", "ends")
    assert [(row.number, row.cells["title"]) for row in found.sessions] == [
        (2, "Podcast"),
        (4, "Film"),
    ]


def test_cells_of_any_kind_are_what_a_person_would_type():
    columns = ("title", "DATE", " starts ", "Ends", "Places", "Recorded", "What it is about")
    row = (
        42, date(2027, 6, 10), clock_time(10, 30), datetime(1899, 12, 31, 11, 15), 30.0, True,
        " a\r\nb ",
    )  # fmt: skip
    assert cells(a_workbook([row], columns)) == [
        {
            "title": "42",
            "date": "2027-06-10",
            "starts": "10:30",
            "ends": "11:15",
            "capacity": "30",
            "is_recorded": "yes",
            "abstract": "a\nb",
        }
    ]


def test_formulas_are_their_text():
    assert cells(a_workbook([('=HYPERLINK("http://evil.example.org")',)])) == [
        {"title": '=HYPERLINK("http://evil.example.org")'}
    ]


def test_unknown_columns_and_other_sheets_are_left_alone():
    data = a_workbook([("Podcast", "x")], ("Title", "Budget"), sheet="Whatever")
    assert cells(data) == [{"title": "Podcast"}]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        pytest.param(b"", errors.NoSpreadsheet, id="nothing"),
        pytest.param(b"%PDF-1.7", errors.NoSpreadsheet, id="a PDF"),
        pytest.param(b"Title,Room\nPodcast,Lab\n", errors.NoSpreadsheet, id="a CSV"),
        pytest.param(zipped({"a": b"b"}), errors.NoSpreadsheet, id="another archive"),
        pytest.param(
            zipped({"[Content_Types].xml": b"<x", "xl/workbook.xml": b"<x"}),
            errors.NoSpreadsheet,
            id="broken XML",
        ),
        pytest.param(a_workbook([("x",)], ("Name",)), errors.NoColumns, id="no title"),
        pytest.param(a_workbook([], ()), errors.NoColumns, id="an empty table"),
        pytest.param(
            zipped({**parts_of(a_workbook([])), "xl/media/bomb.bin": bytes(40 * 1024 * 1024)}),
            errors.TooMuch,
            id="a bomb",
        ),
        pytest.param(
            zipped({**parts_of(a_workbook([])), **{f"xl/x{n}.xml": b"" for n in range(400)}}),
            errors.TooMuch,
            id="many parts",
        ),
        pytest.param(
            a_workbook([("x",)] * (MOST_ROWS + 1)), errors.TooMuch, id="a row more than may be"
        ),
    ],
)
def test_refused(data, refusal):
    with pytest.raises(refusal):
        read(io.BytesIO(data))


def test_as_many_rows_as_may_be():
    assert len(cells(a_workbook([("x",)] * MOST_ROWS))) == MOST_ROWS


def test_entities_are_not_opened():
    parts = parts_of(a_workbook([("Podcast",)]))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = sheet if sheet.startswith("<?xml") else f"<?xml version='1.0'?>{sheet}"
    head, rest = sheet.split("?>", 1)
    parts["xl/worksheets/sheet1.xml"] = f"{head}?>{bomb}{rest}".encode()
    with pytest.raises(errors.NoSpreadsheet):
        read(io.BytesIO(zipped(parts)))


def test_a_row_far_down_takes_no_time():
    parts = parts_of(a_workbook([("Podcast",)]))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", f"{far}</sheetData>").encode()
    begun = time.process_time()
    assert cells(zipped(parts)) == [{"title": "Podcast"}]
    assert time.process_time() - begun < 5


NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def part(root, tag, inside, *, number):
    return f'<{root} xmlns="{NAMESPACE}"><{tag}>{inside * number}</{tag}></{root}>'.encode()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param(
            "xl/styles.xml", part("styleSheet", "fonts", "<font/>", number=2_000_000), id="fonts"
        ),
        pytest.param(
            "xl/worksheets/sheet1.xml",
            part("worksheet", "sheetData", "<row/>", number=2_000_000),
            id="rows",
        ),
        pytest.param(
            "xl/_rels/workbook.xml.rels", b"<a>" + b"<b/>" * 2_000_000 + b"</a>", id="relations"
        ),
    ],
)
def test_what_is_small_until_it_is_read_is_refused_unread(name, body):
    parts = {**parts_of(a_workbook([("Podcast",)])), name: body}
    data = zipped(parts)
    assert len(data) < 100_000
    begun = time.process_time()
    with pytest.raises(errors.TooMuch):
        read(io.BytesIO(data))
    assert time.process_time() - begun < 5


def with_shared_text(text, *, cells, rows):
    """One text, which many cells show."""
    parts = parts_of(a_workbook([]))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = parts["[Content_Types].xml"].decode()
    if kind not in types:
        types = types.replace("</Types>", override)
    row = "<row>" + '<c t="s"><v>1</v></c>' * cells + "</row>"
    head = '<row><c t="s"><v>0</v></c><c t="s"><v>2</v></c></row>'
    texts = "".join(f"<si><t>{one}</t></si>" for one in ("Title", text, "What it is about"))
    sheet = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{head}{row * rows}</sheetData></worksheet>'
    return zipped(
        {
            **parts,
            "[Content_Types].xml": types.encode(),
            "xl/sharedStrings.xml": f'<sst xmlns="{NAMESPACE}">{texts}</sst>'.encode(),
            "xl/worksheets/sheet1.xml": sheet.encode(),
        }
    )


def test_a_text_that_many_cells_show_counts_each_time():
    begun = time.process_time()
    with pytest.raises(errors.TooMuch):
        read(io.BytesIO(with_shared_text("x y" * 5_000_000, cells=2, rows=900)))
    assert time.process_time() - begun < 5


def test_a_text_longer_than_a_cell_can_be_is_cut_where_it_is_too_long_anyway():
    (row,) = cells(with_shared_text("x" * 100_000, cells=2, rows=1))
    assert len(row["abstract"]) == 32_768


def test_a_part_that_cannot_be_unpacked_is_no_workbook():
    data = bytearray(a_workbook([("Podcast",)]))
    at = data.index(b"PK\x03\x04") + 30 + len("docProps/app.xml") + 4
    data[at : at + 8] = b"\xff" * 8
    with pytest.raises(errors.NoSpreadsheet):
        read(io.BytesIO(bytes(data)))
