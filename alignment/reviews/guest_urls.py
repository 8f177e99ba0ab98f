"""Addresses of reviews for guests, below /shared/<share>/."""

from django.urls import path

from alignment.reviews.views import guests

app_name = "guest_reviews"

urlpatterns = [
    path("review/", guests.review, name="review"),
    path("review/read/", guests.review_read, name="review_read"),
    path("review/withdraw/", guests.review_withdraw, name="review_withdraw"),
]
