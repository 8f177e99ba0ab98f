"""Settings, read from the environment; with an empty one the product runs from `var/` on this machine.

A SITE_URL that begins with https:// declares production, and production is strict. What is refused
stops the start with one sentence that says what to do. The table of variables is in docs/start.md.
"""

import sys
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment
from config.database import databases
from config.redact import RedactSecrets
from config.static import FONTS

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_directory(BASE_DIR)

# Where it is reached, and how strict that makes us

_site = environment.site_url()
SITE_URL = _site.geturl()
HTTPS = _site.scheme == "https"
LOCAL_MODE = environment.boolean("LOCAL_MODE")  # shows the sample's sign-in; answers this machine only
DEBUG = environment.boolean("DEBUG")
if LOCAL_MODE and not environment.is_loopback(_site.hostname):
    raise ImproperlyConfigured(
        f"LOCAL_MODE shows everybody a sign-in, so it serves this machine only, but SITE_URL is {SITE_URL}. "
        "Unset LOCAL_MODE."
    )
if DEBUG and not environment.is_loopback(_site.hostname):
    raise ImproperlyConfigured("DEBUG shows secrets to visitors. Unset DEBUG, or use it on 127.0.0.1 only.")

SECRET_KEY = environment.secret_key(DATA_DIR, strict=HTTPS)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_OLD")
ALLOWED_HOSTS = environment.hosts(_site)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
USE_X_FORWARDED_HOST = False
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", 0, 0, 10)
if environment.boolean("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What it is made of

INSTALLED_APPS = [
    "alignment",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "simple_history",
    "template_partials.apps.SimpleAppConfig",  # TEMPLATES below names its loader
]

MIDDLEWARE = [
    "alignment.ui.middleware.LocalOnly",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "alignment.ui.middleware.Hardening",  # outside the session: its headers stand on every failure too
    "alignment.ui.middleware.BodyLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alignment.ui.middleware.SessionLimits",
    "alignment.ui.middleware.HtmxLoginRequired",
    "alignment.people.middleware.LanguageAndTime",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]  # no compression of pages (BREACH), no cache of pages (they are private)

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

_loaders = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "libraries": {"ui": "alignment.ui.templatetags.ui"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alignment.people.context.workspace_context",
            ],
        },
    }
]

# Data

WEB_WORKERS = environment.number("WEB_WORKERS", 2, 1, 64)
WEB_THREADS = environment.number("WEB_THREADS", 4, 1, 64)
DATABASES = databases(DATA_DIR, threads=WEB_THREADS, migrating="migrate" in sys.argv[1:2])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # shared by all processes, which the limits of sign-in attempts need
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throughline_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Sign-in

AUTH_USER_MODEL = "alignment.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "alignment.people.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "alignment.people.passwords.MaximumLengthValidator", "OPTIONS": {"max_length": 128}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sessions and cookies. A session ends after 14 days, and after 12 hours without a request (SessionLimits).

SESSION_COOKIE_AGE = 14 * 86_400
SESSION_IDLE_AGE = 12 * 3_600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False

# What browsers are told

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer, every form is refused
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.boolean("HSTS_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = environment.boolean("HSTS_PRELOAD")
    if not SECURE_HSTS_PRELOAD:
        SILENCED_SYSTEM_CHECKS.append("security.W021")
    if not SECURE_HSTS_INCLUDE_SUBDOMAINS:
        SILENCED_SYSTEM_CHECKS.append("security.W005")
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        **({"upgrade-insecure-requests": True} if HTTPS else {}),
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = dict.fromkeys(
    ["camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb"], []
)

# Uploads

DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
LARGEST_BODY = 12 * 2**20  # of a whole request: a plan file of 10 MB and what stands around it
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_PERMISSIONS = 0o640

# Files that browsers load

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # the server warns of a missing one
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", FONTS)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing that is uploaded is kept
    "staticfiles": {"BACKEND": "config.static.DigestedStaticFiles"},
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# Mail: until EMAIL_URL names a server, as in smtp+ssl://user:password@host:465, it goes to the console, and
# in production nowhere: what a server prints is kept in logs, and a link to a new password is a secret.

_mail = environment.text("EMAIL_URL")
MAIL_IS_SET_UP = bool(_mail)
try:
    globals().update(environ.Env.email_url_config(_mail or ("dummymail://" if HTTPS else "consolemail://")))
except (KeyError, ValueError, ImproperlyConfigured) as problem:
    raise ImproperlyConfigured(
        "EMAIL_URL is no mail address of a server. Write smtp+ssl://user:password@host:465."
    ) from problem
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text(
    "MAIL_FROM", f"Throughline <throughline@{_site.hostname}>"
)

# Work in the background: kept in the database, done by `manage.py worker` (docs/background.md)

TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]},
}
# A job or a mail whose process has said nothing for so long is taken up by another one.
SILENT_SECONDS = environment.number("SILENT_SECONDS", 120, 1, 3600)

# Logs: lines for people on this machine, JSON in production; no handler without the filter

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": RedactSecrets}},
    "formatters": {"lines": {"()": "config.logs.formatter", "json": HTTPS}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["redact"]}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},  # it would tell of every task, and of every stop
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
