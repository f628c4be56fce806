"""The form macros: what assistive technology needs stands in the HTML, and what was typed comes back."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from flask_babel import Babel
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from app.kernel import shown
from config import ROOT

PAGE = """
{% from "components/form.html" import error_summary %}
{% from "components/inputs.html" import text_input, textarea, select, service_select %}
{% from "components/choices.html" import radios, checkbox %}
{{ error_summary(form, extra=("Two sessions clash",)) }}
{{ text_input(form.name, hint="As on your badge", autocomplete="name") }}
{{ textarea(form.notes, limit=200) }}
{{ service_select(form.service, services) }}
{{ radios(form.entry, hints={"each": "Up to five"}) }}
{{ checkbox(form.agree) }}
"""
SERVICES = (("gwynedd", "Gwynedd", "Gwynedd Council|Cyngor Gwynedd"), ("york", "York", ""))


class Answers(Form):
    name = StringField("Your name", [DataRequired("Enter your name")])
    notes = TextAreaField("Notes", [Optional()])
    service = SelectField(
        "Service", [DataRequired("Choose one")], choices=[(one[0], one[1]) for one in SERVICES]
    )
    entry = RadioField(
        "Calendar", [InputRequired("Choose an entry")], choices=[("day", "Day"), ("each", "Each")]
    )
    agree = BooleanField("I agree", [InputRequired("Agree first")])


@pytest.fixture(scope="module")
def render():
    app = Flask(__name__, template_folder=str(ROOT / "templates"))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app)
    shown.add_filters(app)

    def page(form: Answers) -> BeautifulSoup:
        with app.test_request_context():
            html = render_template_string(PAGE, form=form, services=SERVICES)
        return BeautifulSoup(html, "html.parser")

    return page


def answered(**values: str) -> Answers:
    form = Answers(data=values)
    form.validate()
    return form


def test_each_error_is_listed_and_leads_to_its_first_control(render):
    page = render(answered())
    links = page.select(".govuk-error-summary a")
    assert [link.get_text() for link in links] == [
        "Enter your name",
        "Choose one",
        "Choose an entry",
        "Agree first",
    ]
    assert [page.find(id=link["href"][1:]).name for link in links] == [
        "input",
        "select",
        "input",
        "input",
    ]
    assert "Two sessions clash" in page.select_one(".govuk-error-summary").get_text()


def test_hint_and_error_describe_the_control(render):
    page = render(answered())
    assert page.find(id="name")["aria-describedby"] == "name-hint name-error"
    assert page.find(id="name-error").get_text() == "Error: Enter your name"
    assert page.fieldset["aria-describedby"] == "entry-error"
    assert page.find(id="entry-2")["aria-describedby"] == "entry-2-item-hint"


def test_what_was_typed_comes_back_as_text(render):
    page = render(answered(name='<b>"Siân"</b>', notes="\n</textarea>ŷ", service="york"))
    assert page.find(id="name")["value"] == '<b>"Siân"</b>'
    assert page.textarea.get_text() == "\n\n</textarea>ŷ"  # HTML drops the first line end
    assert page.select_one("option[selected]")["value"] == "york"


def test_only_what_may_be_left_out_says_so(render):
    page = render(answered())
    assert page.find("label", attrs={"for": "notes"}).get_text() == "Notes (optional)"
    assert page.find("label", attrs={"for": "name"}).get_text() == "Your name"


def test_a_service_carries_the_names_that_find_it(render):
    page = render(answered())
    assert page.find("option", value="gwynedd")["data-also"] == "Gwynedd Council|Cyngor Gwynedd"
    assert page.find(id="service").has_attr("data-autocomplete")
