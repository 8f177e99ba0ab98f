"""Addresses of development requests, below /w/<workspace>/."""

from django.urls import path

from alignment.intake.views import acts, board, comments, links, questions, requests
from alignment.intake.working_urls import working_urls

app_name = "intake"

urlpatterns = [
    path("requests/", board.request_list, name="request_list"),
    path("requests.csv", board.requests_csv, name="requests_csv"),
    path("requests.xlsx", board.requests_xlsx, name="requests_xlsx"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/links/", links.link_list, name="link_list"),
    path("requests/links/new/", links.link_new, name="link_new"),
    path("requests/links/<int:ask_link_id>/renew/", links.link_renew, name="link_renew"),
    path("requests/links/<int:ask_link_id>/revoke/", links.link_revoke, name="link_revoke"),
    path("requests/questions/", questions.question_list, name="question_list"),
    path("requests/questions/<int:question_id>/", questions.question_edit, name="question_edit"),
    path(
        "requests/questions/<int:question_id>/archive/", questions.question_archive, name="question_archive"
    ),
    path(
        "requests/questions/<int:question_id>/restore/", questions.question_restore, name="question_restore"
    ),
    path("requests/<int:asked_id>/", requests.request_detail, name="request"),
    path("requests/<int:asked_id>/edit/", requests.request_edit, name="request_edit"),
    path("requests/<int:asked_id>/take-up/", acts.request_take_up, name="request_take_up"),
    path("requests/<int:asked_id>/requester/", acts.request_requester, name="request_requester"),
    path("requests/<int:asked_id>/duplicate/", acts.request_duplicate, name="request_duplicate"),
    path("requests/<int:asked_id>/archive/", acts.request_archive, name="request_archive"),
    path("requests/<int:asked_id>/restore/", acts.request_restore, name="request_restore"),
    path("requests/<int:asked_id>/answers/", questions.request_answers, name="request_answers"),
    path("requests/<int:asked_id>/comments/", comments.request_comment, name="request_comment"),
    path(
        "requests/<int:asked_id>/comments/<int:remark_id>/withdraw/",
        comments.comment_withdraw,
        name="comment_withdraw",
    ),
    *working_urls,
]
