"""The settings of `bin/gunicorn.conf.py` for an application without a database."""

from pathlib import Path

exec(
    compile((Path(__file__).parent.parent / "bin" / "gunicorn.conf.py").read_text(), "conf", "exec")
)


def pre_fork(server, _worker):
    """Nothing to close."""
