"""Help needs no workspace, so its addresses stand at the root."""

from django.urls import path

from alignment.help import views

app_name = "help"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:topic>/", views.topic, name="topic"),
]
