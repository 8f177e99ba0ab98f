"""Who visits the pages that are measured."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from alignment.models import Membership, Role, User, Workspace


def owner_client(workspace: Workspace) -> Client:
    """A test client, signed in as an owner of a workspace."""
    settings.ALLOWED_HOSTS.append("testserver")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    user = User.objects.filter(email="bench@example.org").first()
    if user is None:
        user = User.objects.create_user("bench@example.org", "benchmark password", name="Bench")
    Membership.objects.bulk_create([Membership(workspace=workspace, user=user, role=Role.OWNER)])
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.get("/healthz")
    return client


def session_of(email: str) -> str:
    """The cookie of a new session of somebody, for clients of a server that really runs."""
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
