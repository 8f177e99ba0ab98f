"""The one Django app of Throughline."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, pre_delete, pre_save
from simple_history.signals import pre_create_historical_record


class AlignmentConfig(AppConfig):
    """One app, one migration history; features are plain packages in it."""

    name = "alignment"
    verbose_name = "Throughline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load what Django needs to hear of once all models are there."""
        from alignment.deeds import require_deed, stamp_history  # noqa: PLC0415 - needs the models
        from alignment.ui.middleware import session_began  # noqa: PLC0415 - not before the apps are ready
        from alignment.versions.triggers import make_triggers  # noqa: PLC0415 - needs the models
        from config import checks  # noqa: F401, PLC0415 - registers the system checks

        pre_save.connect(require_deed, dispatch_uid="deeds")
        pre_delete.connect(require_deed, dispatch_uid="deeds")
        pre_create_historical_record.connect(stamp_history, dispatch_uid="deeds")
        post_migrate.connect(make_triggers, sender=self, dispatch_uid="versions")
        user_logged_in.connect(session_began, dispatch_uid="session_began")
