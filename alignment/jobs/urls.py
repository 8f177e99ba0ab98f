"""Addresses of jobs, below /w/<workspace>/."""

from django.urls import URLPattern

app_name = "jobs"

urlpatterns: list[URLPattern] = []
