"""The blueprint of materials at a desk."""

from flask import Blueprint

blueprint = Blueprint("materials", __name__)
