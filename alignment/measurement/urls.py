"""Addresses of metrics and readings, below /w/<workspace>/."""

from django.urls import path

from alignment.measurement.views import importing, many, metrics, readings

app_name = "measurement"

urlpatterns = [
    path("plans/<int:plan_id>/metrics/", metrics.metric_list, name="metric_list"),
    path("plans/<int:plan_id>/metrics/new/", metrics.metric_new, name="metric_new"),
    path("plans/<int:plan_id>/metrics/readings/", many.readings_new, name="readings_new"),
    path("plans/<int:plan_id>/metrics/drafts/", many.readings_approve, name="readings_approve"),
    path("plans/<int:plan_id>/metrics/import/", importing.readings_import, name="readings_import"),
    path(
        "plans/<int:plan_id>/metrics/import/preview/",
        importing.readings_import_preview,
        name="readings_import_preview",
    ),
    path(
        "plans/<int:plan_id>/metrics/import/confirm/",
        importing.readings_import_confirm,
        name="readings_import_confirm",
    ),
    path("plans/<int:plan_id>/metrics/import/table/", importing.readings_table, name="readings_table"),
    path("metrics/<int:metric_id>/", metrics.metric_detail, name="metric_detail"),
    path("metrics/<int:metric_id>/edit/", metrics.metric_edit, name="metric_edit"),
    path("metrics/<int:metric_id>/archive/", metrics.metric_archive, name="metric_archive"),
    path("metrics/<int:metric_id>/restore/", metrics.metric_restore, name="metric_restore"),
    path("metrics/<int:metric_id>/readings/new/", readings.reading_new, name="reading_new"),
    path("readings/<int:reading_id>/edit/", readings.reading_edit, name="reading_edit"),
    path("readings/<int:reading_id>/approve/", readings.reading_approve, name="reading_approve"),
    path("readings/<int:reading_id>/draft/", readings.reading_unapprove, name="reading_unapprove"),
    path("readings/<int:reading_id>/remove/", readings.reading_remove, name="reading_remove"),
]
