"""The blueprint of organisers' pages about materials."""

from flask import Blueprint

blueprint = Blueprint("materials_manage", __name__)
