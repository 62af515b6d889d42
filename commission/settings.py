"""All settings, read from a typed environment; strict by default.

Development loosens them with ``COMMISSION_DEV=1`` (what ``make demo`` and ``make test`` set).
Everything the software writes lives under ``DATA_DIR``.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from commission.content_policy import ADMIN_POLICY, PUBLIC_POLICY
from commission.logs import logging_at

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEV = env.bool("COMMISSION_DEV", default=False)
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

# Everything that is written lives below; nobody but the account that runs the software reads it.
for _folder in ("", "incoming", "static"):
    (DATA_DIR / _folder).mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEV:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Put at least 50 random characters into the environment "
            "variable SECRET_KEY (for example from `python -c 'import secrets; "
            "print(secrets.token_urlsafe(50))'`) and keep them out of version control; for "
            "development on your own machine set COMMISSION_DEV=1 instead."
        )
    SECRET_KEY = "development-only-" + "key-that-protects-nothing-" * 2

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"] if DEV else []
)
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

# --- The commission that runs this installation ---------------------------------------
COMMISSION_NAME = env.str(
    "COMMISSION_NAME", default="Riverbend Truth and Reconciliation Commission"
)
COMMISSION_SHORT_NAME = env.str("COMMISSION_SHORT_NAME", default="Riverbend TRC")
# Citable references are this prefix and a number, given at the first publication: RB-0147.
COMMISSION_PREFIX = env.str("COMMISSION_PREFIX", default="RB")
# Said on every page when the commission is a demonstration.
COMMISSION_IS_FICTIONAL = env.bool("COMMISSION_IS_FICTIONAL", default=False)
# Where "Leave this site" goes: somebody else's ordinary page, such as the weather where you are.
LEAVE_URL = env.str("LEAVE_URL", default="https://www.wikipedia.org/")
SUPPORT_LINE = env.str("SUPPORT_LINE", default="")

# --- Applications ---------------------------------------------------------------------
INSTALLED_APPS = [
    # From the lowest package up: the worker's runners register in this order, so that the index
    # hears of a removal before the removal's receipt is asked for.
    "media",
    "search",
    "archive",
    "commission",
    "commission.accounts",
    "commission.review",
    "commission.documents",
    "commission.reports",
    "commission.findings",
    "commission.recommendations",
    "commission.papers",
    "commission.photographs",
    "commission.maps",
    "commission.hearings",
    "commission.markers",
    "commission.following",
    "commission.sharing",
    "commission.pages",
    # Every page of the Wagtail 8 admin reverses addresses of these two. Nothing public is served by
    # them: their own urls stay out.
    "wagtail.documents",
    "wagtail.images",
    "wagtail.contrib.redirects",  # its own middleware stays out: commission.pages.moved
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "commission.frame.AnswerPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "commission.frame.PathLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "commission.doors.AdminDoors",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "commission.pages.moved.MovedPages",
]

ROOT_URLCONF = "commission.urls"
WSGI_APPLICATION = "commission.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "commission.frame.frame",
                "commission.pages.menus.menus",
            ],
        },
    }
]

# --- Database -------------------------------------------------------------------------
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'record.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE two writers that both begin by reading end in "database is locked",
    # whatever the timeout: 308 of 450 transactions by three writers, none with it.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # secure_delete: what a withdrawal deletes is overwritten, not left in free pages.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
        ),
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60

# --- Files: originals and edition files, both outside any web root --------------------
S3_BUCKET = env.str("S3_BUCKET", default="")


def _storage(folder: str) -> dict[str, object]:
    """A store under DATA_DIR, or the same folder of an S3-compatible bucket when one is set."""
    if S3_BUCKET:
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": S3_BUCKET,
                "location": folder,
                "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
                "access_key": env.str("S3_ACCESS_KEY", default="") or None,
                "secret_key": env.str("S3_SECRET_KEY", default="") or None,
                "default_acl": "private",
                "file_overwrite": False,
            },
        }
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR / folder),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


STORAGES = {
    "default": _storage("uploads"),
    "originals": _storage("originals"),
    "editions": _storage("editions"),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEV
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = DEV
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"
FILE_UPLOAD_PERMISSIONS = 0o600
# The prefix that nginx maps to DATA_DIR/editions with `internal`; empty: Django sends the bytes.
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024**3)

# --- Search ---------------------------------------------------------------------------
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="record")
SEARCH_INDEX_DIR = DATA_DIR / "index"
# Wagtail's own admin search stays on the database: nothing that is protected enters
# Elasticsearch through it.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Speech recognition ---------------------------------------------------------------
WHISPER_MODEL = env.str("WHISPER_MODEL", default="")  # a folder, or a name such as "small"
WHISPER_DEVICE = env.str("WHISPER_DEVICE", default="cpu")
WHISPER_COMPUTE_TYPE = env.str("WHISPER_COMPUTE_TYPE", default="int8")
WHISPER_THREADS = env.int("WHISPER_THREADS", default=0)  # 0: as many as there are cores

# --- Maps -----------------------------------------------------------------------------
# Where this server, and no visitor's browser, fetches tiles: https://…/{z}/{x}/{y}. Empty: none.
MAP_TILES = env.str("MAP_TILES", default="")
MAP_TILES_ATTRIBUTION = env.str("MAP_TILES_ATTRIBUTION", default="")
MAP_TILES_ZOOM = env.int("MAP_TILES_ZOOM", default=17)  # the closest that is asked for
MAP_TILES_DAYS = env.int("MAP_TILES_DAYS", default=30)  # after which a tile is fetched again
MAP_TILES_BYTES = env.int("MAP_TILES_BYTES", default=512 * 1024**2)  # kept in DATA_DIR/tiles

# --- Background work ------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language and time ----------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "commission" / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")

# --- Wagtail --------------------------------------------------------------------------
WAGTAIL_SITE_NAME = COMMISSION_SHORT_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_COMMENTS_ENABLED = False  # they would keep what somebody copies into them
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request to anybody else's server
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Whatever a second person approved is published by the approval, and by nothing else.
WAGTAIL_FINISH_WORKFLOW_ACTION = "commission.review.publishing.publish_reviewed"
LOGIN_URL = "wagtailadmin_login"

# --- E-mail: reminders to bodies, and what followers asked to be told -------------------
# Nothing is sent until EMAIL_URL is set, such as smtp+tls://name:password@mail.example:587
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if DEV else "dummymail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds; a mail server that says nothing holds up the reminders
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="record@localhost")
# Keys that encrypt addresses of followers, the newest first; each any long random text. Without
# one a key is made from SECRET_KEY, and changing that loses every address.
ADDRESS_KEYS = env.list("ADDRESS_KEYS", default=[]) or [SECRET_KEY]

# --- Security -------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEV
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE, CSRF_COOKIE_AGE = True, None  # both end with the browser
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SECURE_SSL_REDIRECT = not DEV
SECURE_HSTS_SECONDS = 0 if DEV else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEV
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
# Not "no-referrer": with it a browser sends `Origin: null` with every form, and the check against
# forged requests refuses them all. Nobody else's server learns anything from this one either.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "commission.errors.form_refused"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
# For views under the admin's path instead (commission.frame.AnswerPolicy).
ADMIN_CONTENT_SECURITY_POLICY = ADMIN_POLICY

LOGGING = logging_at(env.str("LOG_LEVEL", default="INFO"))
