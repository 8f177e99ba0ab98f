"""Addresses of history and of taking back, below /w/<workspace>/."""

from django.urls import path

from alignment.versions.views import comparing, history, maps, outside, versions

app_name = "versions"

urlpatterns = [
    path("plans/<int:plan_id>/history/", history.plan_history, name="plan_history"),
    path("plans/<int:plan_id>/changes/", history.changes, name="changes"),
    path("plans/<int:plan_id>/versions/", versions.version_list, name="version_list"),
    path("plans/<int:plan_id>/versions/compare/", comparing.version_compare, name="version_compare"),
    path("plans/<int:plan_id>/versions/<int:number>/", versions.version, name="version"),
    path("plans/<int:plan_id>/versions/<int:number>/map/", maps.version_map_page, name="version_map"),
    path("plans/<int:plan_id>/versions/<int:number>/map.pdf", maps.version_map_pdf, name="version_map_pdf"),
    path("plans/<int:plan_id>/versions/<int:number>/trace/", versions.version_trace, name="version_trace"),
    path(
        "plans/<int:plan_id>/versions/<int:number>/metrics/",
        versions.version_metrics,
        name="version_metrics",
    ),
    path("history/", outside.workspace_history, name="workspace_history"),
    path("history/<str:kind>/<int:row_id>/restore/", outside.row_restore, name="row_restore"),
    path("deeds/<int:deed_id>/", history.deed_detail, name="deed_detail"),
    path("deeds/<int:deed_id>/undo/", history.undo, name="undo"),
]
