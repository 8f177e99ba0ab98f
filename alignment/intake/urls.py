"""Addresses of development requests in a workspace."""

from django.urls import URLPattern

app_name = "intake"
urlpatterns: list[URLPattern] = []
