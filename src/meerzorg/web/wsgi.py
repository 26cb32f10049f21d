"""The entry point for a web server: `gunicorn meerzorg.web.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meerzorg.web.instellingen")
application = get_wsgi_application()
