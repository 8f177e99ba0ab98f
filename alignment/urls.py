"""The table of contents: one line per feature."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("help/", include("alignment.help.urls")),
]
