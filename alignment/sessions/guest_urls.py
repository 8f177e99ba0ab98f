"""Addresses of sessions for guests, below /shared/<share>/."""

from django.urls import URLPattern

app_name = "guest_sessions"

urlpatterns: list[URLPattern] = []
