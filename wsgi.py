"""What a web server loads: `gunicorn wsgi:app`, `flask --app wsgi ...`."""

import sys

from app import create_app
from config import SettingError, load_settings

try:
    app = create_app(load_settings())
except SettingError as error:
    sys.exit(f"Setting refused: {error}")
