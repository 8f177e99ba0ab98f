"""Addresses of conversations for guests, below /shared/<share>/."""

from django.urls import URLPattern

app_name = "guest_conversations"

urlpatterns: list[URLPattern] = []
