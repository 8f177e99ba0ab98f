"""The address of what needs attention, below /w/<workspace>/."""

from django.urls import path

from alignment.attention.views import attention

app_name = "attention"

urlpatterns = [
    path("attention/", attention, name="attention"),
]
