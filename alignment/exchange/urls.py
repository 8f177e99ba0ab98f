"""Addresses of data in and out."""

from django.urls import path

from alignment.exchange import views

app_name = "exchange"

urlpatterns = [
    path("settings/data/", views.data, name="data"),
    path("settings/data/preview/", views.import_preview, name="import_preview"),
    path("settings/data/import/", views.import_confirm, name="import_confirm"),
    path("settings/data/download/", views.download, name="download"),
]
