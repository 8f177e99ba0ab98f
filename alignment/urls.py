"""The table of contents: one line per feature."""

from django.urls import include, path

workspace_urls = [
    path("", include("alignment.framework.urls")),
    path("", include("alignment.tracing.urls")),
    path("", include("alignment.measurement.urls")),
    path("", include("alignment.exchange.urls")),
    path("", include("alignment.versions.urls")),
    path("", include("alignment.briefings.urls")),
]

urlpatterns = [
    path("", include("alignment.people.urls")),
    path("w/<slug:workspace>/", include(workspace_urls)),
    path("", include("alignment.portfolio.urls")),
    path("help/", include("alignment.help.urls")),
]
