"""Addresses of reviews, below /w/<workspace>/."""

from django.urls import URLPattern

app_name = "reviews"

urlpatterns: list[URLPattern] = []
