"""Addresses of sharing, below /w/<workspace>/."""

from django.urls import path

from alignment.sharing.views import links

app_name = "sharing"

urlpatterns = [
    path("plans/<int:plan_id>/links/", links.link_list, name="link_list"),
    path("plans/<int:plan_id>/links/new/", links.link_new, name="link_new"),
    path("plans/<int:plan_id>/links/revoke/", links.link_revoke_all, name="link_revoke_all"),
    path("links/<int:share_id>/renew/", links.link_renew, name="link_renew"),
    path("links/<int:share_id>/revoke/", links.link_revoke, name="link_revoke"),
]
