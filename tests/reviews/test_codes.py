"""Mailed codes: six digits, ten minutes, five tries, once, and nothing of them stored in clear."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import OutgoingMail, Person, ShareLink, SignOff, SignOffCode
from alignment.reviews.services import deciding
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.codes import (
    TooManyCodes,
    WrongCode,
    asks_for_code,
    check_code,
    send_code,
    use_code,
)

Asked = dict[str, Sent]
SAID = {"decision": "agree", "words": "", "name": "Tom Birch"}


@pytest.fixture(autouse=True)
def mail(settings) -> None:
    settings.MAIL_IS_SET_UP = True


@pytest.fixture
def link(asked: Asked) -> ShareLink:
    rows = ShareLink.objects.select_related("workspace", "plan__workspace", "person", "snapshot")
    return rows.get(pk=asked["tom"].link.pk)


@pytest.fixture
def tom_s_browser(asked: Asked, guest_of: Callable[[Sent], Client]) -> Client:
    return guest_of(asked["tom"])


def mailed() -> str:
    """The code of the last mail."""
    text = OutgoingMail.objects.filter(kind="sign_off_code").latest("pk").text
    return re.findall(r"^\d{6}$", text, re.M)[0]


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_right_code_works_once(link: ShareLink) -> None:
    send_code(link)
    code = mailed()
    found = check_code(link, f" {code[:3]} {code[3:]} ")
    assert (use_code(found), use_code(found)) == (True, False)
    with pytest.raises(WrongCode):
        check_code(link, code)


def test_only_a_keyed_digest_is_stored(link: ShareLink) -> None:
    send_code(link)
    row = SignOffCode.objects.get()
    assert mailed() not in row.code_hash
    assert len(row.code_hash) == 64


def test_five_tries_and_no_more(link: ShareLink) -> None:
    send_code(link)
    code = mailed()
    for _try in range(5):
        with pytest.raises(WrongCode):
            check_code(link, another(code))
    with pytest.raises(WrongCode, match="over"):
        check_code(link, code)


def test_a_code_is_over_after_ten_minutes(link: ShareLink) -> None:
    send_code(link)
    row = SignOffCode.objects.get()
    assert timedelta(minutes=9) < row.expires_at - timezone.now() <= timedelta(minutes=10)
    SignOffCode.objects.update(expires_at=timezone.now())
    with pytest.raises(WrongCode, match="over"):
        check_code(link, mailed())


def test_a_new_code_ends_the_one_before(link: ShareLink) -> None:
    send_code(link)
    first = mailed()
    send_code(link)
    second = mailed()
    if first != second:
        with pytest.raises(WrongCode):
            check_code(link, first)
    assert use_code(check_code(link, second)) is True


def test_five_codes_an_hour_and_no_more(link: ShareLink) -> None:
    for _code in range(5):
        send_code(link)
    with pytest.raises(TooManyCodes):
        send_code(link)
    SignOffCode.objects.update(expires_at=timezone.now() - timedelta(minutes=51))
    send_code(link)


def test_a_code_is_good_for_its_own_link_and_address_alone(asked: Asked, link: ShareLink) -> None:
    send_code(link)
    code = mailed()
    with pytest.raises(WrongCode):
        check_code(asked["mia"].link, code)
    with deed("edit", by=None, workspace=link.workspace):
        Person.objects.filter(pk=link.person_id).update(email="other@example.org")
    fresh = ShareLink.objects.select_related("person").get(pk=link.pk)
    with pytest.raises(WrongCode):
        check_code(fresh, code)


def test_without_mail_or_address_nobody_is_asked_for_one(asked: Asked, link: ShareLink, settings) -> None:
    assert asks_for_code(link) is True
    assert asks_for_code(asked["mia"].link) is False
    settings.MAIL_IS_SET_UP = False
    assert asks_for_code(link) is False


def test_the_page_mails_a_code_and_takes_it(tom_s_browser: Client, link: ShareLink) -> None:
    address = reverse("guest_reviews:review", args=[link.pk])
    said = {**SAID, "decision": "agree_if", "words": "First line\nSecond “line” & more"}
    page = tom_s_browser.post(address, said)
    assert (page.status_code, SignOff.objects.count()) == (200, 0)
    assert 'name="words" value="First line\nSecond “line” &amp; more"' in page.content.decode()
    assert "tom@example.org" not in page.content.decode()
    wrong = tom_s_browser.post(address, {**said, "code": another(mailed())})
    assert (wrong.status_code, SignOff.objects.count()) == (422, 0)
    done = tom_s_browser.post(address, {**said, "code": mailed()}, follow=True)
    found = SignOff.objects.get()
    assert (done.status_code, found.email, found.email_verified) == (200, "tom@example.org", True)
    assert found.words == said["words"]


def test_a_code_for_a_form_with_mistakes_is_never_mailed(tom_s_browser: Client, link: ShareLink) -> None:
    address = reverse("guest_reviews:review", args=[link.pk])
    assert tom_s_browser.post(address, {**SAID, "decision": "disagree"}).status_code == 422
    assert SignOffCode.objects.count() == 0


def test_brute_force_gets_nowhere(tom_s_browser: Client, link: ShareLink) -> None:
    """Every further code is asked for, every try is made: the right one is refused in the end, too."""
    address = reverse("guest_reviews:review", args=[link.pk])
    for _code in range(5):
        tom_s_browser.post(address, {**SAID, "again": "1"})
        code = mailed()
        for _try in range(5):
            assert tom_s_browser.post(address, {**SAID, "code": another(code)}).status_code == 422
    assert tom_s_browser.post(address, {**SAID, "code": code}).status_code == 422
    refused = tom_s_browser.post(address, {**SAID, "again": "1"})
    assert "Too many codes were sent" in refused.content.decode()
    assert tom_s_browser.post(address, {**SAID, "code": code}).status_code == 422
    assert (SignOff.objects.count(), SignOffCode.objects.count()) == (0, 5)


def test_a_code_that_two_requests_carry_signs_once(link: ShareLink) -> None:
    send_code(link)
    found = check_code(link, mailed())
    who = deciding.of_link(link)
    deciding.sign_off(who, code=found, **SAID)
    send_code(link)
    deciding.withdraw(who, reason="Once more", code=check_code(link, mailed()))
    with pytest.raises(deciding.NotNow, match="used already"):
        deciding.sign_off(who, code=found, **SAID)
    assert SignOff.objects.count() == 1


def test_what_was_decided_with_a_code_is_taken_back_with_one(
    asked: Asked, guest_of: Callable[[Sent], Client], tom_s_browser: Client, link: ShareLink
) -> None:
    address, back = (
        reverse(f"guest_reviews:{name}", args=[link.pk]) for name in ("review", "review_withdraw")
    )
    tom_s_browser.post(address, SAID)
    tom_s_browser.post(address, {**SAID, "code": mailed()})
    used, finder = mailed(), guest_of(asked["tom"])
    page = finder.post(back, {"reason": "Found the link"})
    words = page.content.decode()
    assert ("Your decision is not taken back yet." in words, f'action="{back}"' in words) == (True, True)
    assert 'name="reason" value="Found the link"' in words
    for code in (another(mailed()), used if used != mailed() else another(mailed())):
        assert finder.post(back, {"reason": "Found the link", "code": code}).status_code == 422
    with pytest.raises(deciding.NotNow, match="confirmed"):
        deciding.withdraw(deciding.of_link(link), reason="Found the link")
    assert SignOff.objects.filter(withdrawal=None).count() == 1
    tom_s_browser.post(back, {"reason": "The budget is gone", "code": mailed()})
    (row,) = (one.withdrawal for one in SignOff.objects.all())
    assert (row.reason, row.link, row.how) == ("The budget is gone", link, "by link, with a mailed code")


def test_taking_back_costs_the_same_codes_and_tries(tom_s_browser: Client, link: ShareLink) -> None:
    address, back = (
        reverse(f"guest_reviews:{name}", args=[link.pk]) for name in ("review", "review_withdraw")
    )
    tom_s_browser.post(back, {"reason": "Nothing is decided"})
    assert SignOffCode.objects.count() == 0
    tom_s_browser.post(address, SAID)
    tom_s_browser.post(address, {**SAID, "code": mailed()})
    for _code in range(4):
        tom_s_browser.post(back, {"reason": "No", "again": "1"})
    refused = tom_s_browser.post(back, {"reason": "No", "again": "1"})
    assert "Too many codes were sent" in refused.content.decode()
    assert SignOffCode.objects.count() == 5


def test_the_mail_and_the_page_know_the_title_of_the_version_alone(
    tom_s_browser: Client, link: ShareLink, asked: Asked
) -> None:
    plan = link.plan
    with deed("edit_plan", by=None, workspace=plan.workspace, plan=plan):
        plan.title = "Merger 2028"
        plan.save()
    address = reverse("guest_reviews:review", args=[link.pk])
    pages = [tom_s_browser.get(address), tom_s_browser.post(address, SAID)]
    mail = OutgoingMail.objects.get()
    said = [mail.subject, mail.text, *(page.content.decode() for page in pages)]
    assert ["Merger 2028" in one for one in said] == [False] * 4
    assert "People plan 2027" in mail.subject
