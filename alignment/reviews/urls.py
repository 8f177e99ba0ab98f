"""Addresses of reviews, below /w/<workspace>/."""

from django.urls import path

from alignment.reviews.views import asking, own, reviews

app_name = "reviews"

urlpatterns = [
    path("plans/<int:plan_id>/reviews/", reviews.review_list, name="review_list"),
    path("plans/<int:plan_id>/reviews/rule/", reviews.review_rule, name="review_rule"),
    path("plans/<int:plan_id>/reviews/ask/", asking.review_ask, name="review_ask"),
    path("plans/<int:plan_id>/reviews/own/", own.review_own, name="review_own"),
    path("plans/<int:plan_id>/reviews/own/read/", own.review_own_read, name="review_own_read"),
    path("plans/<int:plan_id>/reviews/own/withdraw/", own.review_own_withdraw, name="review_own_withdraw"),
    path("plans/<int:plan_id>/reviews/<int:request_id>/", asking.request_edit, name="request_edit"),
    path(
        "plans/<int:plan_id>/reviews/<int:request_id>/remind/", asking.request_remind, name="request_remind"
    ),
    path(
        "plans/<int:plan_id>/reviews/<int:request_id>/withdraw/",
        asking.request_withdraw,
        name="request_withdraw",
    ),
    path("plans/<int:plan_id>/reviews/<int:request_id>/link/", asking.request_link, name="request_link"),
]
