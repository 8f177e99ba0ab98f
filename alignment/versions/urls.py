"""Addresses of a plan's history and of taking back, below /w/<workspace>/."""

from django.urls import path

from alignment.versions.views import history

app_name = "versions"

urlpatterns = [
    path("plans/<int:plan_id>/history/", history.plan_history, name="plan_history"),
    path("deeds/<int:deed_id>/undo/", history.undo, name="undo"),
]
