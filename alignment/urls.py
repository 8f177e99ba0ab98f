"""The table of contents: one line per feature."""

from django.urls import include, path

from alignment.guests import link_open
from alignment.outbox.views import mail_stop

workspace_urls = [
    path("", include("alignment.framework.urls")),
    path("", include("alignment.tracing.urls")),
    path("", include("alignment.measurement.urls")),
    path("", include("alignment.stories.urls")),
    path("", include("alignment.intake.urls")),
    path("", include("alignment.skills.urls")),
    path("", include("alignment.catalogue.urls")),
    path("", include("alignment.practices.urls")),
    path("", include("alignment.updates.urls")),
    path("", include("alignment.exchange.urls")),
    path("", include("alignment.versions.urls")),
    path("", include("alignment.conversations.urls")),
    path("", include("alignment.briefings.urls")),
    path("", include("alignment.comments.urls")),
    path("", include("alignment.sessions.urls")),
    path("", include("alignment.reviews.urls")),
    path("", include("alignment.attention.urls")),
    path("", include("alignment.timeline.urls")),
    path("", include("alignment.sharing.urls")),
    path("", include("alignment.jobs.urls")),
    path("settings/mail/", include("alignment.outbox.urls")),
]

# What guests reach, who have a share link and no account.
guest_urls = [
    path("", include("alignment.conversations.guest_urls")),
    path("", include("alignment.comments.guest_urls")),
    path("", include("alignment.sessions.guest_urls")),
    path("", include("alignment.reviews.guest_urls")),
    path("", include("alignment.skills.guest_urls")),
    path("", include("alignment.sharing.guest_urls")),
]

urlpatterns = [
    path("", include("alignment.people.urls")),
    path("w/<slug:workspace>/", include(workspace_urls)),
    path("", include("alignment.portfolio.urls")),
    path("help/", include("alignment.help.urls")),
    path("r/<str:token>/", link_open, name="link_open"),
    path("ask/", include("alignment.intake.public_urls")),
    path("mail/stop/<str:token>/", mail_stop, name="mail_stop"),
    path("shared/<int:share_id>/", include(guest_urls)),
]
