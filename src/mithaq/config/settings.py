"""One settings file; what differs between installations comes from the environment (docs/operate.md lists it)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from mithaq.config import place

DATA = place.data_folder()
SECRET_KEY = place.secret(DATA)
DEBUG = os.environ.get("MITHAQ_DEBUG") == "1"
ALLOWED_HOSTS = [h for h in os.environ.get("MITHAQ_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
DEMO = os.environ.get("MITHAQ_DEMO") == "1"
HTTPS = os.environ.get("MITHAQ_HTTPS") == "1"
# How addresses begin in what is written where no request is: the mail of notices.
SITE = (
    os.environ.get("MITHAQ_SITE", "").rstrip("/")
    or f"{'https' if HTTPS else 'http'}://{(ALLOWED_HOSTS or ['localhost'])[0].lstrip('.')}"
)
TESTING = "pytest" in sys.modules

ROOMS = [
    *("foundation", "institutions", "compacts", "people", "notices", "bodies", "cycles"),
    *("evidence", "meetings", "elections", "dialogues", "cooperation", "synthesis", "blueprints", "exchange", "portal"),
]

INSTALLED_APPS = [
    *(f"mithaq.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mithaq.foundation.headers.Policy",
    "mithaq.foundation.headers.Permissions",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "mithaq.foundation.asked.Legible",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mithaq.foundation.headers.Private",
    "mithaq.foundation.reader.Heeding",
    "mithaq.foundation.pacing.Paced",
    "mithaq.foundation.sizes.Size",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mithaq.institutions.middleware.Scope",
]

ROOT_URLCONF = "mithaq.config.urls"
WSGI_APPLICATION = "mithaq.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mithaq.foundation.shell.shell",
            ],
            "builtins": ["mithaq.foundation.templatetags.mithaq"],
        },
    }
]

DATABASES = {"default": place.database(DATA)}
# One cache for every process of the installation: sign-in attempts are counted there. A migration makes the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "foundation.Account"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True  # one address an account; another takes its place once its reader has confirmed it
ACCOUNT_ADAPTER = "mithaq.foundation.accounts.Adapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SIGNUP_OPEN = os.environ.get("MITHAQ_SIGNUP") == "1"
MFA_TOTP_ISSUER = "Mithaq"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG

LANGUAGE_CODE = "en"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [Path(__file__).resolve().parent / "locale"]
LANGUAGE_COOKIE_NAME = "mithaq_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("MITHAQ_TIMEZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

FILES = DATA / "files"
KEYS = Path(os.environ.get("MITHAQ_KEYS") or DATA / "keys")  # of ballot boxes: never in the database or a backup
BODY_MOST = 10 * 1024 * 1024
BODY_MOST_WITH_FILES = 512 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# How many times the usual may be asked of the API, the search and files (foundation.pacing); 0: nothing is counted.
LIMITS = 0.0 if TESTING else place.limits()

TASKS = {
    "default": {
        "BACKEND": os.environ.get(
            "MITHAQ_TASKS",
            "django_tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend",
        )
    }
}

BESIDE = not TESTING  # whether work that nobody waits for is done by a thread of this process (foundation.beside)

EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"
EMAIL_HOST = os.environ.get("MITHAQ_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("MITHAQ_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("MITHAQ_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MITHAQ_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MITHAQ_SMTP_TLS", "1") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("MITHAQ_FROM", "mithaq@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "mithaq.foundation.reports.Discreet"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
ALLAUTH_TRUSTED_PROXY_COUNT = place.proxies()  # whose attempts are counted
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
X_FRAME_OPTIONS = "DENY"

SILENCED_SYSTEM_CHECKS = ["account.W001"]
