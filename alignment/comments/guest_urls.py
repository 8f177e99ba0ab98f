"""Addresses of comments for guests, below /shared/<share>/."""

from django.urls import URLPattern

app_name = "guest_comments"

urlpatterns: list[URLPattern] = []
