"""Addresses of map and trace, below /w/<workspace>/."""

from django.urls import path

from alignment.tracing.views import map as maps
from alignment.tracing.views import score, trace

app_name = "tracing"

urlpatterns = [
    path("plans/<int:plan_id>/map/", maps.plan_map, name="map"),
    path("plans/<int:plan_id>/map.pdf", maps.plan_map_pdf, name="map_pdf"),
    path("plans/<int:plan_id>/map.svg", maps.plan_map_svg, name="map_svg"),
    path("plans/<int:plan_id>/score/", score.plan_score, name="plan_score"),
    path("score/", score.workspace_score, name="workspace_score"),
    path("plans/<int:plan_id>/trace/", trace.trace, name="trace"),
    path("plans/<int:plan_id>/trace.csv", trace.trace_csv, name="trace_csv"),
    path("plans/<int:plan_id>/trace.xlsx", trace.trace_xlsx, name="trace_xlsx"),
]
