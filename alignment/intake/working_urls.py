"""Addresses of the work on a request: whys, causes, verdict, reply, and what it becomes."""

from django.urls import URLPattern, path

from alignment.intake.views import causes, replies, results, verdict, whys

REQUEST = "requests/<int:asked_id>/"

working_urls: list[URLPattern] = [
    path(f"{REQUEST}whys/", whys.why_list, name="why_list"),
    path(f"{REQUEST}whys/<int:why_id>/", whys.why_edit, name="why_edit"),
    path(f"{REQUEST}whys/<int:why_id>/move/", whys.why_move, name="why_move"),
    path(f"{REQUEST}whys/<int:why_id>/remove/", whys.why_remove, name="why_remove"),
    path(f"{REQUEST}causes/new/", causes.cause_new, name="cause_new"),
    path("items/outcome/<int:item_id>/causes/new/", causes.outcome_cause_new, name="outcome_cause_new"),
    path("causes/<int:cause_id>/", causes.cause_edit, name="cause_edit"),
    path("causes/<int:cause_id>/choose/", causes.cause_choose, name="cause_choose"),
    path("causes/<int:cause_id>/remove/", causes.cause_remove, name="cause_remove"),
    path(f"{REQUEST}readiness/", verdict.readiness, name="readiness"),
    path(f"{REQUEST}verdict/", verdict.verdict, name="verdict"),
    path(f"{REQUEST}verdict/remove/", verdict.verdict_remove, name="verdict_remove"),
    path(f"{REQUEST}reply/", replies.reply, name="reply"),
    path(f"{REQUEST}reply/edit/", replies.reply_edit, name="reply_edit"),
    path(f"{REQUEST}reply/send/", replies.reply_send, name="reply_send"),
    path(f"{REQUEST}reply/given/", replies.reply_given, name="reply_given"),
    path(f"{REQUEST}results/new/", results.result_new, name="result_new"),
    path(f"{REQUEST}results/<int:plan_id>/<slug:layer>/", results.result_make, name="result_make"),
    path(f"{REQUEST}results/<int:plan_id>/<slug:layer>/link/", results.result_link, name="result_link"),
    path("requests/results/<int:result_id>/remove/", results.result_remove, name="result_remove"),
]
