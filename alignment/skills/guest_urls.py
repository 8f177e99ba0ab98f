"""What a share link for an assessment opens."""

from django.urls import path

from alignment.skills.views import guests

app_name = "guest_skills"

urlpatterns = [
    path("assess/", guests.assess, name="assess"),
    path("assess/send/", guests.assess_send, name="assess_send"),
]
