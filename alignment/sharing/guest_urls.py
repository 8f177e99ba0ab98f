"""Addresses of sharing for guests, below /shared/<share>/."""

from django.urls import path

from alignment.sharing.views import guests

app_name = "guest_sharing"

urlpatterns = [
    path("", guests.home, name="home"),
]
