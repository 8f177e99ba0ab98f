"""Addresses of comments, below /w/<workspace>/."""

from django.urls import URLPattern

app_name = "comments"

urlpatterns: list[URLPattern] = []
