"""The one Django app of Throughline."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    """One app, one migration history; features are plain packages in it."""

    name = "alignment"
    verbose_name = "Throughline"
    default_auto_field = "django.db.models.BigAutoField"
