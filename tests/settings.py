"""The environment in which the tests run; then the one file of settings, with what only tests need."""

import os
import shutil
import tempfile
from pathlib import Path

# Every commit waits for the disk, as in use; in memory there is none to wait for. A container may have little of it.
_memory = Path("/dev/shm")
_has_room = os.access(_memory, os.W_OK) and shutil.disk_usage(_memory).free > 2**30
_var = tempfile.TemporaryDirectory(prefix="samrad-tests-", dir=_memory if _has_room else None)
for _name in [name for name in os.environ if name.startswith("SAMRAD_") and name != "SAMRAD_SHARED"]:
    del os.environ[_name]
os.environ |= {
    "SAMRAD_ENV_FILE": os.devnull,
    "SAMRAD_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SAMRAD_ADDRESS": "http://localhost",
    "SAMRAD_DEMO": "1",
    "SAMRAD_LANGUAGE": "en",
    "SAMRAD_VAR": _var.name,
    "EMAIL_URL": "memory:",
}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as it is in use: in memory, threads would meet other locks.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
(VAR_DIR / "static").mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests set rows and clocks without telling the log; what the store of pages does has tests of its own.
STORED_PAGES_MB = 0
