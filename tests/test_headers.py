"""What browsers are told with every answer, failures included."""

import pytest
from django.test import Client, override_settings

EVERYWHERE = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
POLICY = {
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "status"),
    [("/accounts/login/", 200), ("/healthz", 200), ("/no/such/page", 404), ("/accounts/email/", 302)],
)
def test_every_answer_is_hardened(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer[name] for name in EVERYWHERE} == EVERYWHERE
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert "no-store" in answer["Cache-Control"]
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_foreign_host_is_not_answered(client: Client) -> None:
    answer = client.get("/accounts/login/", headers={"host": "evil.example.org"})
    assert answer.status_code == 400
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_cookies_are_kept_from_scripts_and_other_sites(client: Client) -> None:
    client.get("/accounts/login/")
    cookie = client.cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@override_settings(LOCAL_MODE=True)
@pytest.mark.parametrize(
    ("remote", "forwarded", "status"),
    [
        ("127.0.0.1", "", 200),
        ("::1", "", 200),
        ("127.0.0.1", "127.0.0.1", 200),
        ("192.0.2.7", "", 403),
        ("", "", 403),
        ("127.0.0.1", "192.0.2.7, 127.0.0.1", 403),
    ],
)
def test_local_mode_answers_this_machine_only(remote: str, forwarded: str, status: int) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert Client(headers=headers, REMOTE_ADDR=remote).get("/healthz").status_code == status


@pytest.mark.parametrize("length", [str(12 * 2**20 + 1), "9" * 30, "many"])
def test_a_body_beyond_all_forms_is_refused_unread(client: Client, length: str) -> None:
    answer = client.post("/accounts/login/", {"login": "ann"}, headers={"content-length": length})
    assert answer.status_code == 413
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_body_as_large_as_a_plan_file_is_let_through(client: Client) -> None:
    answer = client.get("/accounts/login/", headers={"content-length": str(12 * 2**20)})
    assert answer.status_code == 200
