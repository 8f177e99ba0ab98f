"""The public form on which departments tell their problems."""

from django.urls import URLPattern

app_name = "asking"
urlpatterns: list[URLPattern] = []
