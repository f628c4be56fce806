"""The blueprint of organisers' pages about speakers."""

from flask import Blueprint

blueprint = Blueprint("speakers_manage", __name__)
