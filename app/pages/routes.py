"""Every module whose pages stand on the blueprint of this floor."""

from app.pages import home, my_day, programme
from app.pages.blueprint import blueprint

__all__ = ["blueprint", "home", "my_day", "programme"]
