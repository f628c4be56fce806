from flask import Blueprint

blueprint = Blueprint("campaigns_manage", __name__)
