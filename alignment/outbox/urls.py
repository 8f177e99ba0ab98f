"""Addresses of a workspace's mail, below /w/<workspace>/settings/mail/."""

from django.urls import path

from alignment.outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.mail, name="mail"),
    path("<int:mail_id>/again/", views.mail_again, name="mail_again"),
]
