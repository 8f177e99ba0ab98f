"""Addresses of reviews for guests, below /shared/<share>/."""

from django.urls import URLPattern

app_name = "guest_reviews"

urlpatterns: list[URLPattern] = []
