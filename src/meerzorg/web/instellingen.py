"""Django settings. What differs per place comes from the environment; docs/beheer.md lists every variable.

Without any variable: an SQLite database in the folder `gegevens`, for this machine alone.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

import meerzorg.kantoor
from meerzorg.web import logboek, omgeving
from meerzorg.web.database import uit_adres

PUBLIEKEN = [Path(meerzorg.kantoor.__file__).parent]
"""The packages of screens, one per audience; each has a package per screen, with its templates beside it."""
GEGEVENS = omgeving.gegevensmap()
"""Where the database (SQLite) and the documents are kept: outside everything that the server hands out."""
DEBUG = False
PRODUCTIE = omgeving.ja_of_nee("MEERZORG_PRODUCTIE")
SECRET_KEY = omgeving.geheim(PRODUCTIE)
ALLOWED_HOSTS = os.environ.get("MEERZORG_ADRESSEN", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{adres}" for adres in ALLOWED_HOSTS] if PRODUCTIE else []

INSTALLED_APPS = [
    "meerzorg.wachtrij",
    "meerzorg.toegang",
    "meerzorg.personen",
    "meerzorg.dossier",
    "meerzorg.schermen",
    "meerzorg.kantoor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "meerzorg.web.aanroep.Aanroeplogboek",
    "meerzorg.web.machines.Machines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "meerzorg.schermen.leesbaar.Leesbaar",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "meerzorg.toegang.zitting.Zitting",
    "meerzorg.schermen.poort.Poort",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "meerzorg.web.adressen"
WSGI_APPLICATION = "meerzorg.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [bladen for publiek in PUBLIEKEN for bladen in sorted(publiek.glob("*/templates"))],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "meerzorg.kantoor.menu.menu",
            ],
            "builtins": ["meerzorg.schermen.templatetags.opmaak"],
        },
    }
]
FORM_RENDERER = "meerzorg.schermen.opmaak.Opmaak"

DATABASES = {"default": uit_adres(omgeving.database(PRODUCTIE, GEGEVENS))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- login ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "toegang.Medewerker"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "toegang:inloggen"
LOGIN_REDIRECT_URL = "kantoor:start"
LOGOUT_REDIRECT_URL = "toegang:inloggen"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_CALLABLE = "meerzorg.toegang.inloggen.views.geblokkeerd"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# By name alone: whoever guesses from many addresses is stopped too. A colleague can be locked out for a while by it.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
OTP_TOTP_ISSUER = "Meerzorg"
ZITTING_STIL = timedelta(minutes=30)
"""A session ends after this long without a request."""
ZITTING_LANGST = timedelta(hours=10)
"""A session ends after this long in any case."""
SESSION_COOKIE_AGE = int(ZITTING_LANGST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTIE
CSRF_FAILURE_VIEW = "meerzorg.schermen.fouten.csrf"

# --- safety --------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTIE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTIE else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTIE else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- language, files, mail -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = GEGEVENS / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86_400
DOCUMENTEN = GEGEVENS / "documenten"
EMAIL_BACKEND = os.environ.get("MEERZORG_MAIL", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("MEERZORG_MAILSERVER", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("MEERZORG_AFZENDER", "meerzorg@voorbeeld.invalid")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = logboek.instellingen(omgeving.keuze("MEERZORG_LOG", omgeving.NIVEAUS, "INFO" if PRODUCTIE else "WARNING"))
KENMERKKOP = os.environ.get("MEERZORG_KENMERKKOP", "")
"""The header in which a trusted server before us gives each request its mark; empty: we make one."""
METINGEN = omgeving.wachtwoord("MEERZORG_METINGEN")
"""The secret that Prometheus shows; empty: there are no metrics."""
omgeving.klok_gelijk(PRODUCTIE)
