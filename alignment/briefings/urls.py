"""Addresses of a plan's briefings, below /w/<workspace>/."""

from django.urls import path

from alignment.briefings.views import copies, layouts, pages, portfolio, versions, wording

app_name = "briefings"

urlpatterns = [
    path("portfolio/briefing/", portfolio.portfolio_briefing, name="portfolio_briefing"),
    path("portfolio/briefing/pdf/", portfolio.portfolio_briefing_pdf, name="portfolio_briefing_pdf"),
    path("plans/<int:plan_id>/briefings/", pages.briefing_list, name="briefing_list"),
    path("plans/<int:plan_id>/briefings/layouts/", layouts.layout_list, name="layout_list"),
    path("plans/<int:plan_id>/briefings/layouts/new/<str:reader>/", layouts.layout_new, name="layout_new"),
    path("plans/<int:plan_id>/briefings/layouts/<int:layout_id>/", layouts.layout_edit, name="layout_edit"),
    path(
        "plans/<int:plan_id>/briefings/layouts/<int:layout_id>/remove/",
        layouts.layout_remove,
        name="layout_remove",
    ),
    path("plans/<int:plan_id>/briefings/copies/<int:copy_id>/", copies.briefing_copy, name="briefing_copy"),
    path("plans/<int:plan_id>/briefings/<str:reader>.pdf", pages.briefing_pdf, name="briefing_pdf"),
    path("plans/<int:plan_id>/briefings/<str:reader>.xlsx", pages.briefing_xlsx, name="briefing_xlsx"),
    path("plans/<int:plan_id>/briefings/<str:reader>/", pages.briefing, name="briefing"),
    path("plans/<int:plan_id>/briefings/<str:reader>/edit/", wording.briefing_edit, name="briefing_edit"),
    path(
        "plans/<int:plan_id>/versions/<int:number>/briefing/",
        versions.version_briefing,
        name="version_briefing",
    ),
    path(
        "plans/<int:plan_id>/versions/<int:number>/briefing.pdf",
        versions.version_briefing_pdf,
        name="version_briefing_pdf",
    ),
    path(
        "plans/<int:plan_id>/versions/<int:number>/briefing.xlsx",
        versions.version_briefing_xlsx,
        name="version_briefing_xlsx",
    ),
    path(
        "plans/<int:plan_id>/versions/<int:number>/briefing/keep/",
        copies.briefing_keep,
        name="briefing_keep",
    ),
]
