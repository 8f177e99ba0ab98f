"""The one Django app of Throughline."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AlignmentConfig(AppConfig):
    """One app, one migration history; features are plain packages in it."""

    name = "alignment"
    verbose_name = "Throughline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load what Django needs to hear of once all models are there."""
        from alignment.ui.middleware import session_began  # noqa: PLC0415 - not before the apps are ready
        from config import checks  # noqa: F401, PLC0415 - registers the system checks

        user_logged_in.connect(session_began, dispatch_uid="session_began")
