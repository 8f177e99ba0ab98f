"""When something fails, the answer is honest and needs nothing of what failed."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from config import errors, health, urls
from config.redact import RedactSecrets, redacted

urlpatterns = [*urls.urlpatterns]
handler400, handler500 = urls.handler400, urls.handler500


def failing(problem: Exception) -> Callable[..., HttpResponse]:
    def view(*args: object, **kwargs: object) -> HttpResponse:
        raise problem

    view.login_required = False  # type: ignore[attr-defined]
    return view


urlpatterns += [
    path("broken", failing(RuntimeError("secret detail"))),
    path("unreachable", failing(OperationalError("connection to server failed"))),
    path("full", failing(OperationalError("database or disk is full"))),
]


@pytest.mark.urls("tests.test_failures")
@pytest.mark.parametrize(
    ("address", "status", "sentence", "retry"),
    [
        ("/broken", 500, "Nothing was saved.", None),
        ("/unreachable", 503, "The database cannot be reached right now.", "5"),
        ("/full", 507, "disk is full.", "5"),
    ],
)
def test_a_failure_is_answered_without_the_database(
    address: str, status: int, sentence: str, retry: str | None
) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
    assert answer.headers.get("Retry-After") == retry
    assert answer["X-Frame-Options"] == "DENY"


def test_a_failing_template_still_gives_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "render_to_string", failing(RuntimeError()))
    answer = errors.plain("Not saved", "Try <again>.", 503)
    assert answer.status_code == 503
    assert "<h1>Not saved</h1><p>Try &lt;again&gt;.</p>" in answer.content.decode()


def test_a_form_without_its_proof_is_refused(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Go back, reload it, and send it again." in answer.content.decode()


def test_the_process_is_alive_without_a_database(rf: RequestFactory) -> None:
    answer = health.healthz(rf.get("/healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_the_server_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready")


@pytest.mark.django_db
def test_without_a_database_it_is_not_ready_and_says_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        connection, "ensure_connection", failing(OperationalError("password of ann is wrong"))
    )
    monkeypatch.setattr(connection, "cursor", failing(OperationalError("password of ann is wrong")))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready")


@pytest.mark.django_db
def test_a_full_disk_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 1.1)
    assert client.get("/readyz").status_code == 503


def test_health_takes_no_other_method(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


SECRETS = [
    "/r/Zx81_kk-29dkQQ/",
    "/accounts/confirm-email/MTg:1vAx:abcDEF/",
    "/accounts/password/reset/key/1-d3f0a9b8/",
]


@pytest.mark.parametrize("address", SECRETS)
def test_secrets_of_addresses_stay_out_of_the_logs(address: str) -> None:
    secret = address.rstrip("/").rpartition("/")[2]
    assert secret not in redacted(f"GET {address} HTTP/1.1")
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (address,), None)
    assert RedactSecrets().filter(record)
    assert secret not in record.getMessage()


def test_ordinary_addresses_stay_readable() -> None:
    line = "GET /w/customer/plans/12/ HTTP/1.1"
    assert redacted(line) == line


def test_no_handler_is_without_the_filter() -> None:
    text = (Path(__file__).parent.parent / "config" / "settings.py").read_text()
    assert text.count('"class": "logging.') == text.count('"filters": ["redact"]') == 1
