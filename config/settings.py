"""Every setting; what differs between installations is read from the environment (docs/settings.md)."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import readers

BASE_DIR = Path(__file__).resolve().parent.parent
readers.load_file(BASE_DIR / os.environ.get("SAMRAD_ENV_FILE", ".env"))

# --- This installation -------------------------------------------------------
SECRET_KEY = readers.secret("SAMRAD_SECRET_KEY")
SITE_ADDRESS, SITE_HOST = readers.address("SAMRAD_ADDRESS")
DEBUG = readers.flag("SAMRAD_DEBUG")
DEMO = readers.flag("SAMRAD_DEMO")
PROXIES = readers.number("SAMRAD_PROXIES", 0)
VAR_DIR = BASE_DIR / readers.text("SAMRAD_VAR", "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)
LOOPBACK = SITE_HOST in readers.LOOPBACK
HTTPS = SITE_ADDRESS.startswith("https://")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if LOOPBACK else [SITE_HOST]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

# --- Apps: ours before django_comments_xtd, whose templates and model they replace ---
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "config.apps.ConfigConfig",
    *(["demo"] if DEMO else []),
    "organisation",
    "drafts",
    "consultation",
    "django_comments_xtd",
    "django_comments",
    "simple_history",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
]
SITE_ID = 1
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "config.middleware.ClientAddressMiddleware",
    "config.middleware.NullCharacterMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.ResourcePolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.VisitsMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.BusyDatabaseMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.installation",
            ],
        },
    },
]
FORM_RENDERER = "config.forms.Renderer"

# --- Data --------------------------------------------------------------------
DATABASES = {"default": readers.database("DATABASE_URL", "sqlite:///samrad.sqlite3", VAR_DIR)}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 60
if _database["ENGINE"].endswith("sqlite3"):
    _database["ENGINE"] = "config.sqlite3"
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864;"
        ),
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"].setdefault(
        "options",
        "-c default_transaction_isolation=read\\ committed -c lock_timeout=10s -c statement_timeout=60s",
    )
CACHES = {
    # One store for all workers: rate limits must count together.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    # Parts of pages that follow from a few values alone, which are their keys.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# What the worker does between jobs, in order: functions without arguments.
WORK_ROUNDS = [
    "organisation.domain.jobs.revive",
    "organisation.domain.post.take_up",
    "organisation.domain.log.seal_all",
    "consultation.domain.following.telling.look",
    "consultation.domain.alike.group_new",
    "drafts.domain.imports.clear_abandoned",
    "consultation.domain.taking_part.unsent.clear",
    "consultation.domain.gathering.feeds.ask_due",
    "consultation.domain.attachments.screening.scan_waiting",
    "consultation.domain.attachments.sweeping.round_of_sweeping",
    "consultation.domain.referral.missives.round_of_reminders",
]

# --- Files -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
STORED_PAGES_MB = readers.number("SAMRAD_STORED_PAGES_MB", 32)
ATTACHMENT_MEGABYTES = readers.number("SAMRAD_ATTACHMENT_MB", 10, least=1)
CLAMD = readers.scanner("SAMRAD_CLAMD")

# --- Language and time -------------------------------------------------------
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_CODE = readers.choice("SAMRAD_LANGUAGE", "sv", [code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- People ------------------------------------------------------------------
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 4 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "organisation.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers at the wish of strangers
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"

# --- Comments ----------------------------------------------------------------
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "consultation.models.Comment"
COMMENTS_XTD_SALT = SECRET_KEY.encode()
COMMENTS_XTD_MAX_THREAD_LEVEL = 3
COMMENTS_XTD_THREADED_EMAILS = False

# --- Mail --------------------------------------------------------------------
_mail = readers.mail("EMAIL_URL", VAR_DIR)
EMAIL_BACKEND = _mail.pop("BACKEND")
globals().update({f"EMAIL_{name}": value for name, value in _mail.items()})
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = readers.text("SAMRAD_MAIL_FROM", f"samrad@{SITE_HOST}")

# --- Doors -------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Nobody but the domain's owner can decide on the browsers' preload list.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# --- Logs --------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.OneLine", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Warns of every HEAD request: Django leaves it to the server to drop the body.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # Warns of every stop.
        "django_tasks_db": {"level": "ERROR"},
    },
}
