"""A framework of skills comes in by the browser: its file, its columns, the preview, and the writing."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alignment.deeds import undo
from alignment.jobs.services import run
from alignment.models import ColumnChoice, Deed, Job, Skill, SkillFramework, User, Workspace
from alignment.skills.upload import LARGE, told_by

ClientOf = Callable[[User], Client]
TABLE = (
    "Code,Skill,What it is,Within\n"
    "A,Leading,<p>Leads &amp; listens</p>,\n"
    "A1,Asking openly,,A\n"
    ",,no title,\n"
    "A1,Asking better,,A\n"
)


def send(client: Client, text: str | bytes, name: str = "Our skills.csv") -> HttpResponse:
    source = text if isinstance(text, bytes) else text.encode()
    return client.post(
        reverse("skills:skills_import", args=["acme"]), {"file": SimpleUploadedFile(name, source)}
    )


def typed(response: HttpResponse, **changes: str) -> dict[str, str]:
    """What the form of a preview would send."""
    form = response.context["form"]
    return {field.html_name: str(field.value() or "") for field in form} | changes


def confirm(client: Client, response: HttpResponse, **changes: str) -> HttpResponse:
    return client.post(reverse("skills:skills_import_confirm", args=["acme"]), typed(response, **changes))


def test_a_framework_comes_in_by_columns_that_people_name(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    first = send(client, TABLE)
    assert first.status_code == 200
    report = first.context["report"]
    assert (report.added, report.changed, report.unchanged) == (2, 0, 0)
    assert [(one.row, one.what) for one in report.skipped] == [
        (4, "it has no title"),
        (5, "same key as row 3"),
    ]
    assert first.context["form"]["framework"].value() == "Our skills"
    assert "Not read from the file: What it is, Within." in first.content.decode()
    said = typed(first, description="2", parent="3", framework="Leadership")
    again = client.post(reverse("skills:skills_import_preview", args=["acme"]), said)
    assert again.context["report"].new == ["Leading", "Asking openly"]
    assert "Not read from the file" not in again.content.decode()
    assert confirm(client, again).status_code == 303
    leading, asking = Skill.objects.order_by("position")
    assert (leading.identifier, leading.title, leading.description) == ("A", "Leading", "Leads & listens")
    assert asking.parent == leading
    assert SkillFramework.objects.get().title == "Leadership"
    kept = {"key": "Code", "title": "Skill", "description": "What it is", "parent": "Within"}
    assert ColumnChoice.objects.get().columns == kept


def test_the_next_import_begins_with_the_columns_of_the_last(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    confirm(client, send(client, TABLE), description="2", parent="3")
    again = send(client, TABLE)
    assert again.context["form"]["description"].value() == "2"
    report = again.context["report"]
    assert (report.added, report.changed, report.unchanged, len(report.skipped)) == (0, 0, 2, 2)
    assert Deed.objects.filter(verb="choose_columns").count() == 1


def test_an_import_is_taken_back_whatever_columns_came_after(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    confirm(client, send(client, TABLE))
    confirm(client, send(client, "Name\nListening\n", "Other.csv"), title="0")
    undo(Deed.objects.get(verb="import_skills", subject="Our skills"), by=ann)
    assert list(Skill.objects.values_list("title", flat=True)) == ["Listening"]


def test_columns_that_nobody_can_guess_are_asked_for(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    first = send(client, "Alpha,Beta\nListening,x\n")
    assert first.status_code == 200
    assert first.context["report"] is None
    assert "Choose the column with the titles." in first.content.decode()
    twice = client.post(
        reverse("skills:skills_import_preview", args=["acme"]), typed(first, title="0", key="0")
    )
    assert twice.status_code == 422
    assert "This column is chosen twice." in twice.content.decode()
    assert confirm(client, first, title="0").status_code == 303
    assert Skill.objects.get().title == "Listening"


def test_a_framework_in_case_says_itself_what_is_what(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    package = {
        "CFDocument": {"title": "Care"},
        "CFItems": [{"identifier": "c1", "fullStatement": "Listens"}],
    }
    first = send(client, json.dumps(package), "care.json")
    assert first.context["form"]["framework"].value() == "Care"
    assert "title" not in first.context["form"].fields
    confirm(client, first)
    assert Skill.objects.get().framework.title == "Care"
    assert ColumnChoice.objects.count() == 0


@pytest.mark.parametrize(
    ("source", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.csv", "old workbook (.xls)"),
        (b"{}", "other.json", "no CFItems"),
        (b"Title\nA\n", "skills.pdf", "Choose a file that ends in .csv, .tsv, .txt, .xlsx, .json."),
        (b"\n\n", "empty.csv", "nothing in this file"),
    ],
)
def test_what_cannot_be_read_is_said(
    workspace: Workspace, ann: User, client_of: ClientOf, source: bytes, name: str, words: str
) -> None:
    response = send(client_of(ann), source, name)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_preview_that_is_too_old_asks_for_the_file_again(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    for name in ("skills_import_preview", "skills_import_confirm"):
        response = client.post(reverse(f"skills:{name}", args=["acme"]), {"file": "made up"})
        assert response.status_code == 422
        assert "over an hour old" in response.content.decode()


def test_the_same_confirmation_sent_twice_writes_once(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    preview = send(client, TABLE)
    said = typed(preview)
    address = reverse("skills:skills_import_confirm", args=["acme"])
    client.post(address, said)
    send(client, TABLE)  # the file is there again
    client.post(address, said)
    assert Deed.objects.filter(verb="import_skills").count() == 1


def many(count: int) -> str:
    return "id,title\n" + "".join(f"s{n},Skill {n}\n" for n in range(count))


def test_many_rows_come_in_in_the_background(
    workspace: Workspace, ann: User, client_of: ClientOf, ben: User
) -> None:
    client = client_of(ann)
    answer = confirm(client, send(client, many(LARGE + 1)))
    job = Job.objects.get()
    assert answer["Location"] == reverse("jobs:job", args=["acme", job.pk])
    assert Skill.objects.count() == 0
    run(job.pk)
    assert Skill.objects.count() == LARGE + 1
    page = client.get(reverse("jobs:job", args=["acme", job.pk])).content.decode()
    report_address = reverse("skills:import_report", args=["acme", job.pk])
    assert report_address in page
    told = client.get(report_address)
    assert told.context["told"].added == LARGE + 1
    deed = Deed.objects.get(verb="import_skills")
    assert reverse("versions:undo", args=["acme", deed.pk]) in told.content.decode()
    assert client_of(ben).get(report_address).status_code == 404


def test_a_job_that_is_begun_again_does_not_write_twice(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    client = client_of(ann)
    confirm(client, send(client, many(LARGE + 1)))
    job = Job.objects.get()
    run(job.pk)
    again = {"heartbeat_at": None, "finished_at": None, "result": None}
    Job.objects.update(**again)  # as if the process had died between writing and saying so
    run(job.pk)
    told = told_by(Job.objects.get())
    assert told is not None
    assert (told.added, told.changed, told.unchanged, told.skipped) == (LARGE + 1, 0, 0, ())
    assert Deed.objects.filter(verb="import_skills").count() == 1


def test_a_file_that_is_gone_is_said(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    client = client_of(ann)
    preview = send(client, many(LARGE + 1))
    confirm(client, preview)
    job = Job.objects.get()
    job.asked["file"] = "gone"
    job.save()
    run(job.pk)
    job.refresh_from_db()
    assert job.problem == "The file is not kept any more. Choose it again."


def test_who_may_not_write_does_not_import(
    workspace: Workspace, ben: User, cleo: User, client_of: ClientOf
) -> None:
    assert send(client_of(ben), TABLE).status_code == 403
    assert send(client_of(cleo), TABLE).status_code == 404
