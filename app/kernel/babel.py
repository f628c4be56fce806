"""Languages. English now; each page and mail goes through gettext, so that Welsh is a file away.

A page asks for some fifty words. As they come, Flask-Babel makes the catalogue's name anew for each of them
and Jinja formats each through three calls, which was a tenth of a page's time.
"""

from __future__ import annotations

from typing import Any

from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel, Domain, get_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.utils import cached_property

LANGUAGES = ("en",)


class _Catalogues(Domain):
    """One catalogue for each language, read once."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._known: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        if locale is None:  # outside of the application
            return super().get_translations()
        known = self._known.get(locale.language)
        if known is None:
            known = self._known[locale.language] = super().get_translations()
        return known


class _Babel(Babel):
    @cached_property
    def domain_instance(self) -> Domain:
        return _Catalogues(domain=self.domain)


babel = _Babel()


def set_up(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "en")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/London")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", f"{app.config['ROOT']}/translations")
    babel.init_app(app, locale_selector=lambda: LANGUAGES[0])
    app.jinja_env.globals.update(get_locale=get_locale, _=_gettext, ngettext=_ngettext)


@pass_eval_context
def _gettext(context: EvalContext, text: str, /, **values: Any) -> str:
    return _filled(context, babel.domain_instance.get_translations().gettext(text), values)


@pass_eval_context
def _ngettext(context: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
    text = babel.domain_instance.get_translations().ngettext(one, many, num)
    return _filled(context, text, {"num": num, **values})


def _filled(context: EvalContext, text: str, values: dict[str, Any]) -> str:
    """As Jinja does it: our words are HTML, what is filled in is escaped, `%%` is a percent sign."""
    if context.autoescape:
        text = Markup(text)  # noqa: S704 - the words of templates and catalogues
    return text % values if values or "%" in text else text
