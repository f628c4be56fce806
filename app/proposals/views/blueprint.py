"""The blueprint of pages for who proposes."""

from flask import Blueprint

blueprint = Blueprint("proposals", __name__)
