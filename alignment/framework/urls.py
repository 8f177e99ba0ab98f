"""Addresses of plans, steps, items and links."""

from django.urls import URLPattern

app_name = "framework"

# Plans, the check page, notes, search (views plans, check, items, notes, search).
plan_urls: list[URLPattern] = []

# Steps, items and links as they are added and edited (views steps, forms of the layers, links).
step_urls: list[URLPattern] = []

urlpatterns = [*plan_urls, *step_urls]
