"""Addresses of sessions, below /w/<workspace>/."""

from django.urls import path

from alignment.framework import converters  # noqa: F401 - knows <step:…>
from alignment.sessions.views import answers, canvas, people, screen, sessions, steering

app_name = "sessions"

urlpatterns = [
    path("plans/<int:plan_id>/sessions/", sessions.session_list, name="session_list"),
    path("plans/<int:plan_id>/sessions/new/", sessions.session_new, name="session_new"),
    path("plans/<int:plan_id>/sessions/<int:session_id>/", sessions.session, name="session"),
    path("plans/<int:plan_id>/sessions/<int:session_id>/live/", sessions.session_live, name="session_live"),
    path("plans/<int:plan_id>/sessions/<int:session_id>/edit/", steering.session_edit, name="session_edit"),
    path("plans/<int:plan_id>/sessions/<int:session_id>/move/", steering.session_move, name="session_move"),
    path(
        "plans/<int:plan_id>/sessions/<int:session_id>/close/", steering.session_close, name="session_close"
    ),
    path("plans/<int:plan_id>/sessions/<int:session_id>/screen/", screen.screen, name="screen"),
    path(
        "plans/<int:plan_id>/sessions/<int:session_id>/screen/live/", screen.screen_live, name="screen_live"
    ),
    path("plans/<int:plan_id>/sessions/<int:session_id>/code/", screen.code_new, name="code_new"),
    path("plans/<int:plan_id>/sessions/<int:session_id>/answers/", answers.answer_add, name="answer_add"),
    path("plans/<int:plan_id>/sessions/<int:session_id>/sort/", answers.answer_sort, name="answer_sort"),
    path(
        "plans/<int:plan_id>/sessions/<int:session_id>/answers/<int:answer_id>/withdraw/",
        answers.answer_withdraw,
        name="answer_withdraw",
    ),
    path(
        "plans/<int:plan_id>/sessions/<int:session_id>/answers/<int:answer_id>/split/",
        answers.answer_split,
        name="answer_split",
    ),
    path(
        "plans/<int:plan_id>/sessions/<int:session_id>/answers/<int:answer_id>/turn/",
        answers.answer_turn,
        name="answer_turn",
    ),
    path(
        "plans/<int:plan_id>/sessions/<int:session_id>/answers/<int:answer_id>/out/",
        people.author_out,
        name="author_out",
    ),
    path(
        "plans/<int:plan_id>/sessions/<int:session_id>/people/<int:participant_id>/out/",
        people.person_out,
        name="person_out",
    ),
    path("plans/<int:plan_id>/canvas/", canvas.canvas, name="canvas"),
    path("plans/<int:plan_id>/canvas.pdf", canvas.canvas_pdf, name="canvas_pdf"),
]
