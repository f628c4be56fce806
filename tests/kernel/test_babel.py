"""Words of templates: escaped as Jinja does it, with numbers and percent signs."""

import pytest
from flask import render_template_string
from flask_babel import force_locale, lazy_gettext

from app.kernel.babel import babel


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ _('Tea & cake') }}", "Tea & cake"),  # our own words are HTML
        ("{{ _('Hello %(name)s', name=name) }}", "Hello &lt;b&gt;"),
        ("{{ _('100%% of %(name)s', name=1) }}", "100% of 1"),
        ("{{ _('100%% of it') }}", "100% of it"),
        ("{{ ngettext('%(num)s place', '%(num)s places', 1) }}", "1 place"),
        ("{{ ngettext('%(num)s of %(all)s', '%(num)s of %(all)s!', 2, all=name) }}", "2 of &lt;b&gt;!"),
        ("{% autoescape false %}{{ _('Hello %(name)s', name=name) }}{% endautoescape %}", "Hello <b>"),
    ],
)  # fmt: skip
def test_words(app, template, shown):
    assert render_template_string(template, name="<b>") == shown


def test_each_language_has_its_own_catalogue(app):
    english = babel.domain_instance.get_translations()
    with force_locale("cy"):
        welsh = babel.domain_instance.get_translations()
        assert str(lazy_gettext("Programme")) == "Rhaglen"
        assert str(lazy_gettext("Sign in")) == "Sign in", "what the catalogue does not have"
    assert welsh is not english
    assert babel.domain_instance.get_translations() is english
