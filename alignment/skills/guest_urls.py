"""What a share link for an assessment opens."""

from django.urls import URLPattern

app_name = "guest_skills"
urlpatterns: list[URLPattern] = []
