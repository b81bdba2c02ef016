"""gunicorn -c python:opsguide.gunicorn_conf opsguide.wsgi"""

import os
from pathlib import Path

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
