"""Languages. Pages are in English; mails to people are in English or in Welsh, as each of them chose.

A catalogue is read from its `.po`, once in each process: nobody has to compile anything after a change.

A page asks for some fifty words. As they come, Flask-Babel makes the catalogue's name anew for each of them
and Jinja formats each through three calls, which was a tenth of a page's time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, force_locale, get_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.utils import cached_property

ENGLISH, WELSH = "en", "cy"
LANGUAGES = (ENGLISH, WELSH)


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
            folder = Path(next(iter(self.translation_directories)))
            known = self._known[locale.language] = _read(folder, locale.language)
        return known


def _read(folder: Path, language: str) -> NullTranslations:
    """The catalogue of a language; without a file, and where a text is missing, the words stay English."""
    source = folder / language / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class _Babel(Babel):
    @cached_property
    def domain_instance(self) -> Domain:
        return _Catalogues(domain=self.domain)


babel = _Babel()


def set_up(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", ENGLISH)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/London")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", f"{app.config['ROOT']}/translations")
    babel.init_app(app, locale_selector=lambda: ENGLISH)
    app.jinja_env.globals.update(get_locale=get_locale, _=_gettext, ngettext=_ngettext)


@contextmanager
def writing_in(language: str) -> Iterator[None]:
    """Inside, words are in this language; one that is none of LANGUAGES is written in English."""
    known = language if language in LANGUAGES else ENGLISH
    locale = get_locale()
    if locale is not None and locale.language == known:
        yield  # nearly always, and parsing a locale takes its time
        return
    with force_locale(known):
        yield


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
