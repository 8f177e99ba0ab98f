"""The public form on which departments tell their problems."""

from django.urls import path

from alignment.intake.views import public

app_name = "asking"

urlpatterns = [
    path("<str:token>/", public.ask, name="ask"),
]
