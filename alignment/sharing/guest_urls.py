"""Addresses of sharing for guests, below /shared/<share>/."""

from django.urls import path

from alignment.sharing.views import guests

app_name = "guest_sharing"

urlpatterns = [
    path("", guests.home, name="home"),
    path("start/", guests.link_start, name="start"),
    path("map/", guests.guest_map, name="map"),
    path("trace/", guests.guest_trace, name="trace"),
    path("items/<str:layer>/<int:item_id>/", guests.guest_item, name="item"),
]
