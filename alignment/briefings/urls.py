"""Addresses of a plan's briefings, below /w/<workspace>/."""

from django.urls import path

from alignment.briefings import portfolio_views, views

app_name = "briefings"

urlpatterns = [
    path("portfolio/briefing/", portfolio_views.portfolio_briefing, name="portfolio_briefing"),
    path("portfolio/briefing/pdf/", portfolio_views.portfolio_briefing_pdf, name="portfolio_briefing_pdf"),
    path("plans/<int:plan_id>/briefings/", views.briefing_list, name="briefing_list"),
    path("plans/<int:plan_id>/briefings/executive/", views.briefing_executive, name="briefing_executive"),
    path(
        "plans/<int:plan_id>/briefings/executive.pdf",
        views.briefing_executive_pdf,
        name="briefing_executive_pdf",
    ),
    path(
        "plans/<int:plan_id>/versions/<int:number>/briefing/",
        views.version_briefing,
        name="version_briefing",
    ),
    path(
        "plans/<int:plan_id>/versions/<int:number>/briefing.pdf",
        views.version_briefing_pdf,
        name="version_briefing_pdf",
    ),
    path("plans/<int:plan_id>/briefings/executive/edit/", views.briefing_edit, name="briefing_edit"),
]
