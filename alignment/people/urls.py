"""Addresses of people, members, invitations, settings and preferences."""

from django.urls import include, path

from alignment.people.views import (
    erasing,
    importing,
    invitations,
    members,
    people,
    preferences,
    settings,
    sign_in,
    stakeholders,
)

app_name = "people"

people_urls = [
    path("", people.people_list, name="people_list"),
    path("map/", stakeholders.people_map, name="people_map"),
    path("import/", importing.people_import, name="people_import"),
    path("import/preview/", importing.people_import_preview, name="people_import_preview"),
    path("import/confirm/", importing.people_import_confirm, name="people_import_confirm"),
    path("download/", importing.people_download, name="people_download"),
    path("new/", people.person_new, name="person_new"),
    path("<int:person_id>/", stakeholders.person_detail, name="person_detail"),
    path("<int:person_id>/erase/", erasing.person_erase, name="person_erase"),
    path("<int:person_id>/data.json", erasing.person_download, name="person_download"),
    path("<int:person_id>/edit/", people.person_edit, name="person_edit"),
    path("<int:person_id>/archive/", people.person_archive, name="person_archive"),
    path("<int:person_id>/restore/", people.person_restore, name="person_restore"),
    path("groups/new/", people.group_new, name="group_new"),
    path("groups/<int:group_id>/edit/", people.group_edit, name="group_edit"),
    path("groups/<int:group_id>/archive/", people.group_archive, name="group_archive"),
    path("groups/<int:group_id>/restore/", people.group_restore, name="group_restore"),
]

settings_urls = [
    path("", settings.settings_general, name="settings"),
    path("members/", members.member_list, name="member_list"),
    path("members/<int:member_id>/", members.member_role, name="member_role"),
    path("members/<int:member_id>/remove/", members.member_remove, name="member_remove"),
    path("leave/", members.member_leave, name="member_leave"),
    path("invitations/new/", members.invitation_new, name="invitation_new"),
    path("invitations/<int:invitation_id>/revoke/", members.invitation_revoke, name="invitation_revoke"),
]

urlpatterns = [
    path("w/<slug:workspace>/people/", include(people_urls)),
    path("w/<slug:workspace>/settings/", include(settings_urls)),
    path("workspaces/new/", settings.workspace_new, name="workspace_new"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("invitations/accept/", invitations.invitation_accept, name="invitation_accept"),
    path("invitations/<str:token>/", invitations.invitation_open, name="invitation_open"),
    path("sign-in/", sign_in.first_sign_in, name="first_sign_in"),
    path("sign-in/<str:token>/", sign_in.first_sign_in_open, name="first_sign_in_open"),
]
