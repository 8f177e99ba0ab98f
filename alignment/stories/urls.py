"""Addresses of stories, below /w/<workspace>/."""

from django.urls import path

from alignment.stories import views

app_name = "stories"

urlpatterns = [
    path("items/<str:layer>/<int:item_id>/stories/new/", views.story_new, name="story_new"),
    path("stories/<int:story_id>/edit/", views.story_edit, name="story_edit"),
    path("stories/<int:story_id>/archive/", views.story_archive, name="story_archive"),
    path("stories/<int:story_id>/restore/", views.story_restore, name="story_restore"),
]
