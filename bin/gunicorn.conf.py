"""How the web server runs: two processes of four threads. No access log: addresses carry personal links."""

import os

_host = os.environ.get("HOST", "") or "127.0.0.1"
_port = os.environ.get("PORT", "") or "8000"
bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
accesslog = None
loglevel = "warning"
control_socket_disable = True
