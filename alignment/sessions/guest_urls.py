"""Addresses of sessions for guests, below /shared/<share>/."""

from django.urls import path

from alignment.sessions.views import guests

app_name = "guest_sessions"

urlpatterns = [
    path("session/", guests.session, name="session"),
    path("session/<int:session_id>/", guests.open_session, name="open_session"),
    path("session/<int:session_id>/live/", guests.session_live, name="session_live"),
    path("session/<int:session_id>/join/", guests.join, name="join"),
    path("session/<int:session_id>/answer/", guests.answer, name="answer"),
    path("session/<int:session_id>/answers/<int:answer_id>/back/", guests.answer_back, name="answer_back"),
    path("session/<int:session_id>/answers/<int:answer_id>/vote/", guests.vote, name="vote"),
]
