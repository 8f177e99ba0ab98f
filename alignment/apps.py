"""The one Django app of Throughline."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    """One app, one migration history; features are plain packages in it."""

    name = "alignment"
    verbose_name = "Throughline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import pre_delete, pre_save  # noqa: PLC0415 (apps must be loaded)
        from simple_history.signals import pre_create_historical_record  # noqa: PLC0415 (apps must be loaded)

        from alignment.deeds import require_deed, stamp_history  # noqa: PLC0415 (needs the models)

        pre_save.connect(require_deed, dispatch_uid="deeds")
        pre_delete.connect(require_deed, dispatch_uid="deeds")
        pre_create_historical_record.connect(stamp_history, dispatch_uid="deeds")
