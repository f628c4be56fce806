"""The blueprint of a desk's own pages."""

from flask import Blueprint

blueprint = Blueprint("speakers", __name__)
