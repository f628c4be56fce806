"""The blueprint that all pages of this floor stand on."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
