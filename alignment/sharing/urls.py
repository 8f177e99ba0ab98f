"""Addresses of sharing, below /w/<workspace>/."""

from django.urls import URLPattern

app_name = "sharing"

urlpatterns: list[URLPattern] = []
