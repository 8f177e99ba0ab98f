"""Addresses of expectations for guests, below /shared/<share>/."""

from django.urls import URLPattern, path

from alignment.conversations.views import guests

app_name = "guest_conversations"

urlpatterns: list[URLPattern] = [
    path("expectations/", guests.expectation_list, name="expectation_list"),
]
