"""Addresses of plans, steps, items and links."""

from django.urls import URLPattern, path

from alignment.framework import converters  # noqa: F401 - knows <step:…>
from alignment.framework.views import (
    check,
    decide,
    goal_notes,
    hints,
    item_acts,
    item_edit,
    item_links,
    items,
    notes,
    plans,
    promote,
    recheck,
    revert,
    search,
    steps,
    what_if,
)

app_name = "framework"

# Plans, the check page, notes, search (views plans, check, items, notes, search).
plan_urls: list[URLPattern] = [
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/<int:plan_id>/", plans.plan_overview, name="plan_overview"),
    path("plans/<int:plan_id>/edit/", plans.plan_edit, name="plan_edit"),
    path("plans/<int:plan_id>/copy/", plans.plan_copy, name="plan_copy"),
    path("plans/<int:plan_id>/archive/", plans.plan_archive, name="plan_archive"),
    path("plans/<int:plan_id>/restore/", plans.plan_restore, name="plan_restore"),
    path("plans/<int:plan_id>/check/", check.check, name="check"),
    path("plans/<int:plan_id>/recheck/", recheck.recheck, name="recheck"),
    path("recheck/", recheck.recheck_all, name="recheck_all"),
    path("plans/<int:plan_id>/hints/", hints.hints, name="hints"),
    path("plans/<int:plan_id>/hints/set-aside/", hints.hint_dismiss, name="hint_dismiss"),
    path("plans/<int:plan_id>/hints/bring-back/", hints.hint_bring_back, name="hint_bring_back"),
    path("plans/<int:plan_id>/interview/<slug:step>/", check.interview, name="interview"),
    path("plans/<int:plan_id>/paste/<slug:layer>/", notes.paste, name="paste"),
    path("plans/<int:plan_id>/consultations/", notes.consultation_list, name="consultation_list"),
    path(
        "plans/<int:plan_id>/consultations/<int:consultation_id>/",
        notes.consultation_edit,
        name="consultation_edit",
    ),
    path(
        "plans/<int:plan_id>/consultations/<int:consultation_id>/remove/",
        notes.consultation_remove,
        name="consultation_remove",
    ),
    path("plans/<int:plan_id>/notes/new/", notes.note_add, name="note_add"),
    path("plans/<int:plan_id>/notes/<int:note_id>/edit/", notes.note_edit, name="note_edit"),
    path("plans/<int:plan_id>/notes/<int:note_id>/turn/", notes.note_turn, name="note_turn"),
    path("plans/<int:plan_id>/notes/<int:note_id>/remove/", notes.note_remove, name="note_remove"),
    path("items/<slug:layer>/<int:item_id>/", items.item, name="item"),
    path("items/<slug:layer>/<int:item_id>/move/", items.item_move, name="item_move"),
    path("items/<slug:layer>/<int:item_id>/support/", items.item_support, name="item_support"),
    path("items/<slug:layer>/<int:item_id>/what-if/", what_if.what_if, name="what_if"),
    path("items/<slug:layer>/<int:item_id>/what-if.pdf", what_if.what_if_pdf, name="what_if_pdf"),
    path("items/goal/<int:item_id>/retire/", what_if.goal_retire, name="goal_retire"),
    path("search/", search.search, name="search"),
]

# Steps, items and links as they are added and edited (views steps, forms of the layers, links).
step_urls: list[URLPattern] = [
    path("plans/<int:plan_id>/<step:step>/", steps.step, name="step"),
    path("plans/<int:plan_id>/<step:step>/new/", steps.item_new, name="item_new"),
    path("items/<slug:layer>/<int:item_id>/edit/", item_edit.item_edit, name="item_edit"),
    path("items/<slug:layer>/<int:item_id>/row/", item_edit.item_row, name="item_row"),
    path("items/<slug:layer>/<int:item_id>/archive/", item_acts.item_archive, name="item_archive"),
    path("items/<slug:layer>/<int:item_id>/restore/", item_acts.item_restore, name="item_restore"),
    path("items/<slug:layer>/<int:item_id>/revert/<int:deed_id>/", revert.item_revert, name="item_revert"),
    path("items/<slug:layer>/<int:item_id>/reorder/", item_acts.item_reorder, name="item_reorder"),
    path("items/<slug:layer>/<int:item_id>/link/", item_links.link_new, name="link_new"),
    path("items/moment/<int:item_id>/star/", item_acts.moment_star, name="moment_star"),
    path("items/goal/<int:item_id>/agree/", item_acts.goal_agree, name="goal_agree"),
    path("items/outcome/<int:item_id>/agree/", item_acts.outcome_agree, name="outcome_agree"),
    path("items/goal/<int:item_id>/no-learning/", item_acts.goal_no_learning, name="goal_no_learning"),
    path("items/initiative/<int:item_id>/decide/", decide.initiative_decide, name="initiative_decide"),
    path("items/learning/<int:item_id>/promote/", promote.learning_promote, name="learning_promote"),
    path("items/goal/<int:item_id>/notes/", goal_notes.goal_notes, name="goal_notes"),
    path("links/<slug:layer>/<int:link_id>/edit/", item_links.link_edit, name="link_edit"),
    path("links/<slug:layer>/<int:link_id>/remove/", item_links.link_remove, name="link_remove"),
    path("links/<slug:layer>/<int:link_id>/confirm/", item_links.link_confirm, name="link_confirm"),
]

urlpatterns = [*plan_urls, *step_urls]
