"""Addresses of conversations and expectations, below /w/<workspace>/."""

from django.urls import URLPattern, path

from alignment.conversations.views import expectations, ratings, talks

app_name = "conversations"

urlpatterns: list[URLPattern] = [
    path("plans/<int:plan_id>/conversations/", talks.conversation_list, name="conversation_list"),
    path("plans/<int:plan_id>/conversations/new/", talks.conversation_new, name="conversation_new"),
    # Where conversations were recorded before they had pages of their own.
    path("plans/<int:plan_id>/consultations/new/", talks.consultation_new, name="consultation_new"),
    path("conversations/<int:conversation_id>/", talks.conversation_detail, name="conversation_detail"),
    path("conversations/<int:conversation_id>/edit/", talks.conversation_edit, name="conversation_edit"),
    path(
        "conversations/<int:conversation_id>/remove/", talks.conversation_remove, name="conversation_remove"
    ),
    path("plans/<int:plan_id>/expectations/", expectations.expectation_list, name="expectation_list"),
    path("plans/<int:plan_id>/expectations/new/", expectations.expectation_new, name="expectation_new"),
    path("expectations/<int:expectation_id>/edit/", expectations.expectation_edit, name="expectation_edit"),
    path(
        "expectations/<int:expectation_id>/remove/",
        expectations.expectation_remove,
        name="expectation_remove",
    ),
    path(
        "expectations/<int:expectation_id>/answer/",
        expectations.expectation_answer,
        name="expectation_answer",
    ),
    path("expectations/<int:expectation_id>/rate/", ratings.expectation_rate, name="expectation_rate"),
    path("expectations/<int:expectation_id>/rating/", ratings.rating_new, name="rating_new"),
    path("expectations/<int:expectation_id>/done/", expectations.expectation_done, name="expectation_done"),
    path(
        "expectations/<int:expectation_id>/reply/", expectations.expectation_reply, name="expectation_reply"
    ),
]
