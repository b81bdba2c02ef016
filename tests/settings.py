"""The site's own settings, with what makes tests fast and keeps them inside this machine."""

import os
import tempfile

os.environ.setdefault("OPSGUIDE_DATA_DIR", tempfile.mkdtemp(prefix="opsguide-tests-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from opsguide.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None
AXES_ENABLED = True
