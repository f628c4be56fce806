"""Languages. English now; each page and mail goes through gettext, so that Welsh is a file away."""

from flask import Flask
from flask_babel import Babel, get_locale

babel = Babel()
LANGUAGES = ("en",)


def set_up(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "en")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/London")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", f"{app.config['ROOT']}/translations")
    babel.init_app(app, locale_selector=lambda: LANGUAGES[0])
    app.jinja_env.globals["get_locale"] = get_locale
