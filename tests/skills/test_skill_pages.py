"""The list of skills by tree and search, and the page of a skill."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.models import Skill, User, Workspace
from tests.skills.making import make_framework, make_skill

ClientOf = Callable[[User], Client]
LIST = "skills:skill_list"


def titles(client: Client, query: str = "") -> list[str]:
    lines = client.get(reverse(LIST, args=["acme"]) + query).context["found"].lines
    return [line.skill.title for line in lines]


def test_the_tree_opens_one_level_at_a_time(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    framework = make_framework(workspace)
    top = make_skill(framework, "Leading")
    part = make_skill(framework, "Listening", parent=top)
    make_skill(framework, "Silence", parent=part)
    client = client_of(ann)
    assert titles(client) == ["Leading"]
    assert titles(client, f"?parent={top.pk}") == ["Listening"]
    assert titles(client, f"?parent={part.pk}") == ["Silence"]
    assert titles(client, "?q=sil") == ["Silence"]
    page = client.get(reverse("skills:skill_detail", args=["acme", part.pk]))
    assert page.context["above"] == (top,)
    assert [line.skill.title for line in page.context["parts"].lines] == ["Silence"]


def test_the_list_is_narrowed(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    care, lead = make_framework(workspace, "Care"), make_framework(workspace)
    make_skill(care, "Bandaging", priority="high")
    make_skill(lead, "Leading", priority="low")
    client = client_of(ann)
    assert titles(client, f"?framework={care.pk}") == ["Bandaging"]
    assert titles(client, "?priority=low") == ["Leading"]
    assert titles(client, "?priority=made-up&framework=x&parent=-1&page=zz") == ["Bandaging", "Leading"]
    assert titles(client, "?q=nothing+of+it") == []


def test_an_archived_framework_is_out_of_the_list_and_comes_back(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    framework = make_framework(workspace)
    make_skill(framework, "Leading")
    make_framework(workspace, "Other")
    client = client_of(ann)
    place = ["acme", framework.pk]
    client.post(reverse("skills:framework_archive", args=place), {"version": framework.version})
    assert titles(client) == []
    client.post(reverse("skills:framework_archive", args=place), {"version": framework.version})  # stale
    client.post(reverse("skills:framework_restore", args=place), {"version": framework.version + 1})
    assert titles(client) == ["Leading"]


def test_a_priority_is_set_and_not_on_top_of_anothers(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    skill = make_skill(make_framework(workspace))
    client = client_of(ann)
    address = reverse("skills:skill_detail", args=["acme", skill.pk])
    assert client.post(address, {"priority": "high", "version": skill.version}).status_code == 303
    assert client.post(address, {"priority": "low", "version": skill.version}).status_code == 409
    assert client.post(address, {"priority": "huge", "version": skill.version}).status_code == 422
    assert Skill.objects.get().priority == "high"


def test_who_may_only_read_sees_and_does_not_set(
    workspace: Workspace, ben: User, cleo: User, client_of: ClientOf
) -> None:
    skill = make_skill(make_framework(workspace))
    address = reverse("skills:skill_detail", args=["acme", skill.pk])
    assert client_of(ben).get(address).status_code == 200
    assert client_of(ben).post(address, {"priority": "high"}).status_code == 403
    assert client_of(cleo).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_many_queries_for_many_skills(
    workspace: Workspace, ann: User, client_of: ClientOf, count: int, django_assert_num_queries: object
) -> None:
    framework = make_framework(workspace)
    for _one in range(count):
        make_skill(framework)
    client = client_of(ann)
    with django_assert_num_queries(11):  # type: ignore[operator]
        client.get(reverse(LIST, args=["acme"]))
