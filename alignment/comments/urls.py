"""Addresses of comments, below /w/<workspace>/."""

from django.urls import path

from alignment.comments.views import members

app_name = "comments"

urlpatterns = [
    path("plans/<int:plan_id>/comments/", members.comment_list, name="comment_list"),
    path("items/<slug:layer>/<int:item_id>/comments/", members.item_comments, name="item_comments"),
    path("comments/<int:comment_id>/", members.thread, name="thread"),
    path("comments/<int:comment_id>/edit/", members.comment_edit, name="comment_edit"),
    path("comments/<int:comment_id>/withdraw/", members.comment_withdraw, name="comment_withdraw"),
    path("comments/<int:comment_id>/resolve/", members.thread_resolve, name="thread_resolve"),
    path("comments/<int:comment_id>/reopen/", members.thread_reopen, name="thread_reopen"),
]
