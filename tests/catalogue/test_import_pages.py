"""A catalogue comes in by the browser: columns, preview, confirmation, in the background, and out again."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment.catalogue.services.importing import import_catalogue, read_catalogue
from alignment.catalogue.sheets import catalogue_sheet
from alignment.catalogue.views import importing
from alignment.deeds import undo
from alignment.jobs.services import run
from alignment.models import CatalogueItem, ColumnChoice, Deed, Job, User, Workspace
from alignment.people import previews
from alignment.ui.spreadsheet import Sheet, csv_text, xlsx_bytes
from tests.page_forms import PageForms

IMPORT = "/w/acme/library/catalogue/import/"
FILE = (
    "Ref,Course title,Hrs,Retired,Topics\n"
    "a1,Listening,1.5,N,Listening; Talking\na2,Excel,many,N,\na3,Old,2,Y,\n"
)


@pytest.fixture
def client(client_of: Any, ann: Any) -> Any:
    return client_of(ann)


def choose(client: Any, text: str = FILE, name: str = "courses.csv") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, text.encode())})


def sent_by(response: Any, action: str) -> dict[str, Any]:
    """What the form of the page that goes to an address sends."""
    (form,) = [one for one in PageForms(response.content.decode()).forms if one.action.endswith(action)]
    return {name: values[0] for name, values in form.fields.items()}


def test_columns_are_guessed_shown_with_samples_and_remembered(client, workspace):
    page = choose(client)
    said = sent_by(page, "preview/")
    assert [said[name] for name in ("key", "title", "hours", "status", "skills")] == ["", "1", "", "3", "4"]
    assert "Course title (Listening · Excel)" in page.content.decode()
    said |= {"key": "0", "hours": "2"}
    preview = client.post(f"{IMPORT}preview/", said)
    report = preview.context["report"]
    assert (report.added, report.changed, [one.row for one in report.skipped]) == (2, 0, [3])
    assert not CatalogueItem.objects.exists()
    done = client.post(f"{IMPORT}confirm/", sent_by(preview, "confirm/"))
    assert done["Location"] == "/w/acme/library/catalogue/"
    assert list(CatalogueItem.objects.values_list("identifier", "out_of_use")) == [
        ("a1", False),
        ("a3", True),
    ]
    kept = {"key": "Ref", "title": "Course title", "hours": "Hrs", "status": "Retired", "skills": "Topics"}
    assert ColumnChoice.objects.get().columns == kept
    again = sent_by(choose(client), "preview/")
    assert [again[name] for name in ("key", "hours")] == ["0", "2"]


def test_what_is_missing_is_marked_as_gone_when_that_is_ticked(client, workspace, ann):
    import_catalogue(workspace, read_catalogue(b"key,title\nx,Left\na1,Listening\n", {}), by=ann)
    preview = client.post(f"{IMPORT}preview/", sent_by(choose(client), "preview/") | {"key": "0"})
    assert (preview.context["report"].missing.count, "Left" in preview.content.decode()) == (1, True)
    client.post(f"{IMPORT}confirm/", sent_by(preview, "confirm/") | {"whole": "on"})
    assert CatalogueItem.objects.exclude(gone_on=None).get().title == "Left"
    undo(Deed.objects.filter(verb="import_catalogue").latest("pk"), by=ann)
    assert not CatalogueItem.objects.exclude(gone_on=None).exists()


def test_the_reasons_come_as_a_file(client, workspace):
    preview = client.post(f"{IMPORT}preview/", sent_by(choose(client), "preview/") | {"hours": "2"})
    answer = client.post(f"{IMPORT}skipped/", sent_by(preview, "skipped/"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1:] == [["3", "hours: “many” is not a number."]]


@pytest.mark.parametrize(
    ("change", "status"),
    [({"title": ""}, 422), ({"key": "1"}, 422), ({"title": "99"}, 422), ({"file": "nothing"}, 422)],
)
def test_bad_columns_are_sent_back(client, workspace, change, status):
    said = sent_by(choose(client), "preview/") | change
    for step in ("preview/", "confirm/", "skipped/"):
        assert client.post(f"{IMPORT}{step}", said).status_code == status
    assert not CatalogueItem.objects.exists()


@pytest.mark.parametrize(
    ("text", "name", "status"), [("", "x.csv", 422), ("a,b\n1,2", "x.xls", 422), ("\x00\x01", "x.csv", 422)]
)
def test_bad_files_are_sent_back(client, workspace, text, name, status):
    assert choose(client, text, name).status_code == status


def test_a_large_file_is_written_in_the_background_once(client, workspace, ann, monkeypatch):
    monkeypatch.setattr(importing, "LARGE", 1)
    preview = client.post(f"{IMPORT}preview/", sent_by(choose(client), "preview/") | {"hours": "2"})
    answer = client.post(f"{IMPORT}confirm/", sent_by(preview, "confirm/"))
    job = Job.objects.get()
    assert answer["Location"] == reverse("jobs:job", args=["acme", job.pk])
    assert run(job.pk)
    job.refresh_from_db()
    assert (job.problem, job.done, job.of, CatalogueItem.objects.count()) == ("", 4, 4, 2)
    report = client.get(f"{IMPORT}{job.pk}/").context["told"]
    assert (report.read, report.added, report.changed, report.unchanged) == (3, 2, 0, 0)
    assert client.get(f"{IMPORT}{job.pk}/?skipped=csv").content.decode().split()[-1].endswith('number."')
    # A try that was stopped after it had written comes again: it writes nothing, and reports the same.
    Job.objects.filter(pk=job.pk).update(finished_at=None, heartbeat_at=None, result=None)
    assert run(job.pk)
    assert client.get(f"{IMPORT}{job.pk}/").context["told"] == report
    assert Deed.objects.filter(verb="import_catalogue").count() == 1


def test_the_last_import_can_be_taken_back_from_the_import_page(client, workspace, ann):
    import_catalogue(workspace, read_catalogue(b"key,title\na1,Listening\n", {}), by=ann)
    (form,) = [
        one for one in PageForms(client.get(IMPORT).content.decode()).forms if one.action.endswith("undo/")
    ]
    client.post(form.action, {"csrfmiddlewaretoken": ""})
    assert not CatalogueItem.objects.exists()


def exported(workspace: Any, kind: str) -> bytes:
    header, rows = catalogue_sheet(workspace)
    if kind == "xlsx":
        return xlsx_bytes([Sheet("Catalogue", header, rows)])
    return csv_text(header, rows).encode()


MESSY = (
    "key,title,description,hours,cost,currency,seats,level,status,skills\n"
    'a1,"=SUM(1) <b>x</b>","<p>One &amp;amp; two</p>\n\n<p>3</p>",1:30,"$1,200.50",,5.3k,L,Retired,"a, b"\n'
    'a2,&lt;b&gt; and R&amp;D,"a < b",0.333333,49,EUR,0,,active,"[""x;y"", ""z""]"\n'
    '-a3,\'quoted,,,free,,,,,"just, one; or two"\n'
)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_without_a_change(workspace, ann, kind):
    first = import_catalogue(workspace, read_catalogue(MESSY.encode(), {}), by=ann)
    assert (first.added, first.skipped) == (3, [])
    again = import_catalogue(
        workspace, read_catalogue(exported(workspace, kind), {}), by=ann, whole_list=True
    )
    assert (again.added, again.changed, again.unchanged, again.skipped) == (0, 0, 3, [])
    assert again.marked_gone == 0


def test_bare_words_of_a_status_keep_their_sense(workspace, ann):
    import_catalogue(workspace, read_catalogue(b"title,Retired\nOne,Y\nTwo,N\n", {}), by=ann)
    again = import_catalogue(workspace, read_catalogue(exported(workspace, "csv"), {}), by=ann)
    assert (again.changed, again.unchanged) == (0, 2)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4))
def test_any_title_and_any_skills_survive_the_way_out_and_in(workspace, ann, rows):
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["title", "description", "skills"])
    writer.writerows([[f"t{title}", text, skills] for title, text, skills in rows])
    import_catalogue(workspace, read_catalogue(out.getvalue().encode(), {}), by=ann)
    there = CatalogueItem.objects.count()
    again = import_catalogue(workspace, read_catalogue(exported(workspace, "csv"), {}), by=ann)
    assert (again.added, again.changed, again.unchanged, again.skipped) == (0, 0, there, [])


def test_who_only_reads_by_now_has_nothing_written(workspace: Workspace, ben: User) -> None:
    """Ben asked while he was an editor; what waits, or is started again, asks for the role anew."""
    name = previews.keep(b"key,title\nx,Excel\n", workspace=workspace, user=ben)
    key = str(uuid4())
    asked = {"file": name, "columns": {"key": 0, "title": 1}, "whole": False, "request_key": key}
    job = Job.objects.create(
        kind="import_catalogue", title="x", asked=asked, workspace=workspace, asked_by=ben
    )
    assert run(job.pk)
    job.refresh_from_db()
    assert job.problem == "Whoever asked for it may not do that in the workspace any more."
    assert not CatalogueItem.objects.exists()
