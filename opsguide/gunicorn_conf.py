"""gunicorn -c python:opsguide.gunicorn_conf opsguide.wsgi"""

import os
import threading
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
max_requests = 10_000
max_requests_jitter = 1_000
preload_app = True
control_socket_disable = True
http_parser = "python"
accesslog = os.environ.get("ACCESS_LOG") or None
loglevel = "warning"
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"


def post_worker_init(worker: Any) -> None:
    """A fresh process builds its search index before somebody types; whoever comes sooner waits for it as ever."""
    threading.Thread(target=warm_up, daemon=True).start()


def warm_up() -> None:
    from django.db import connection  # the settings are there only now

    from opsguide.search_index import index

    try:
        index()
    finally:
        connection.close()
