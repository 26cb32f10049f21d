"""Django forms in the markup of NL Design System: the setting FORM_RENDERER names the class here."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Opmaak(TemplatesSetting):
    """Finds the templates of fields and widgets first in this application, then in Django."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
