"""Addresses of the five practices, below /w/<workspace>/."""

from django.urls import path

from alignment.practices import views

app_name = "practices"

urlpatterns = [
    path("library/practices/", views.practice_list, name="practice_list"),
    path("library/practices/<str:practice>/", views.practice_detail, name="practice_detail"),
    path("library/practices/<str:practice>/answer/", views.answer_new, name="answer_new"),
    path(
        "library/practices/answers/<int:practice_answer_id>/archive/",
        views.answer_archive,
        name="answer_archive",
    ),
    path(
        "library/practices/answers/<int:practice_answer_id>/restore/",
        views.answer_restore,
        name="answer_restore",
    ),
]
