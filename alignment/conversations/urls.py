"""Addresses of conversations, below /w/<workspace>/."""

from django.urls import URLPattern

app_name = "conversations"

urlpatterns: list[URLPattern] = []
