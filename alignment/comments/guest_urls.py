"""Addresses of comments for guests, below /shared/<share>/."""

from django.urls import path

from alignment.comments.views import guests

app_name = "guest_comments"

urlpatterns = [
    path("comments/", guests.comment_list, name="comment_list"),
    path("items/<slug:layer>/<int:item_id>/comments/", guests.item_comments, name="item_comments"),
    path("comments/<int:comment_id>/", guests.thread, name="thread"),
    path("comments/<int:comment_id>/edit/", guests.comment_edit, name="comment_edit"),
    path("comments/<int:comment_id>/withdraw/", guests.comment_withdraw, name="comment_withdraw"),
    path("comments/<int:comment_id>/resolve/", guests.thread_resolve, name="thread_resolve"),
    path("comments/<int:comment_id>/reopen/", guests.thread_reopen, name="thread_reopen"),
]
