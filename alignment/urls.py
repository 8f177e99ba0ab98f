"""The table of contents: one line per feature."""

from django.urls import include, path

urlpatterns = [
    path("help/", include("alignment.help.urls")),
]
