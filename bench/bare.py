"""The measure for a page: the same bytes from a bare Flask application under the same server."""

import os
from pathlib import Path

from flask import Flask, Response

app = Flask(__name__)
BODY = Path(os.environ["BARE_BODY"]).read_bytes()


@app.get("/")
@app.get("/next/programme")
def same_bytes() -> Response:
    return Response(BODY, mimetype="text/html")
