"""The address of a plan's timeline, below /w/<workspace>/."""

from django.urls import path

from alignment.timeline.views import timeline

app_name = "timeline"

urlpatterns = [
    path("plans/<int:plan_id>/timeline/", timeline, name="timeline"),
]
