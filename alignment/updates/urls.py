"""Addresses of updates, below /w/<workspace>/."""

from django.urls import path

from alignment.updates import views

app_name = "updates"

urlpatterns = [
    path("plans/<int:plan_id>/updates/", views.update_list, name="update_list"),
    path("plans/<int:plan_id>/updates/new/", views.update_new, name="update_new"),
    path("plans/<int:plan_id>/updates/<int:update_id>/", views.update, name="update"),
    path("plans/<int:plan_id>/updates/<int:update_id>/edit/", views.update_edit, name="update_edit"),
    path("plans/<int:plan_id>/updates/<int:update_id>/send/", views.update_send, name="update_send"),
    path("plans/<int:plan_id>/updates/<int:update_id>/remove/", views.update_remove, name="update_remove"),
]
