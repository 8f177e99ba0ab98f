"""Addresses of a plan's history and of taking back, below /w/<workspace>/."""

from django.urls import path

from alignment.versions import views

app_name = "versions"

urlpatterns = [
    path("plans/<int:plan_id>/history/", views.plan_history, name="plan_history"),
    path("deeds/<int:deed_id>/undo/", views.undo, name="undo"),
]
