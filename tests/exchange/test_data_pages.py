"""Settings › Data: who may bring data in and take it out, and what happens with a bad file."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alignment.exchange.forms import MOST_UPLOAD
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write
from alignment.models import BusinessGoal, Deed, Plan, User, Workspace
from alignment.people import previews
from tests.exchange.files import chain, changed, load

ClientOf = Callable[[User], Client]
BASE = "/w/acme/settings/data/"


def upload(raw: Any, name: str = "plan.json") -> dict[str, Any]:
    text = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    return {"file": SimpleUploadedFile(name, text, content_type="application/json")}


def test_data_page_shows_what_may_be_done(
    workspace: Workspace, ben: User, eddy: User, client_of: ClientOf
) -> None:
    assert b"Import a plan file" in client_of(eddy).get(BASE).content
    page = client_of(ben).get(BASE)
    assert (page.status_code, b"Import a plan file" in page.content) == (200, False)


def test_import_by_an_editor(workspace: Workspace, eddy: User, client_of: ClientOf) -> None:
    client = client_of(eddy)
    page = client.post(BASE + "preview/", upload(chain()))
    assert page.status_code == 200
    assert b"Import: add 13, change 0" in page.content
    assert not BusinessGoal.objects.exists()
    done = client.post(BASE + "import/", {"file": page.context["file"]}, follow=True)
    assert done.redirect_chain == [(BASE, 303)]
    assert b"Imported: 13 added, 0 changed." in done.content
    assert (BusinessGoal.objects.get().title, Deed.objects.get(verb="import").by) == ("Keep people", eddy)


def test_preview_names_what_changes(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    load(chain(), workspace)
    page = client_of(ann).post(BASE + "preview/", upload(changed("goals", title="Keep them")))
    assert b"Keep them" in page.content
    assert b"(title)" in page.content
    assert b"Import: add 0, change 1" in page.content


def test_preview_of_a_known_file_offers_nothing(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    load(chain(), workspace)
    page = client_of(ann).post(BASE + "preview/", upload(chain()))
    assert b"There is nothing to import." in page.content
    assert b"settings/data/import/" not in page.content


def test_preview_shows_warnings(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    page = client_of(ann).post(BASE + "preview/", upload(changed("metrics", target="9")))
    assert b"metrics[0].target: the target is on the wrong side of the baseline" in page.content


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        (upload(changed("goals", owner="nobody")), 422, b"goals[0].owner: unknown reference"),
        (upload(b"{"), 422, b"not JSON: line 1, column 2"),
        (upload(b""), 422, b"This file is empty."),
        (upload(b"\xff\xfe\x00"), 422, b"not a text in UTF-8"),
        (upload(chain(), "plan.xlsx"), 422, b"Choose a file that ends in .json."),
        ({}, 422, b"There is something to correct"),
        (upload(b" " * (MOST_UPLOAD + 1)), 413, b"larger than 10 MB"),
        (
            upload(changed("goals", title="<script>", status="<b>")),
            422,
            b"unknown choice &#x27;&lt;b&gt;&#x27;",
        ),
    ],
)
def test_bad_upload_is_explained(
    workspace: Workspace, ann: User, client_of: ClientOf, sent: Any, status: int, said: bytes
) -> None:
    page = client_of(ann).post(BASE + "preview/", sent)
    assert page.status_code == status
    assert said in page.content
    assert not Deed.objects.filter(verb="import").exists()


def test_viewer_and_stranger_cannot_import(
    workspace: Workspace, ben: User, rita: User, cleo: User, client_of: ClientOf
) -> None:
    for place, sent in (("preview/", upload(chain())), ("import/", {"file": "x"})):
        assert client_of(ben).post(BASE + place, sent).status_code == 403
        assert client_of(rita).post(BASE + place, sent).status_code == 403
        assert client_of(cleo).post(BASE + place, sent).status_code == 404
    assert client_of(cleo).get(BASE).status_code == 404
    assert client_of(cleo).get(BASE + "download/?format=json").status_code == 404


def test_the_newest_previews_of_a_user_are_kept(workspace: Workspace, ann: User, eddy: User) -> None:
    first = previews.keep(b"of Eddy", workspace=workspace, user=eddy)
    names = [previews.keep(b"%d" % number, workspace=workspace, user=ann) for number in range(7)]
    previews.keep(b"6", workspace=workspace, user=ann)  # once more: no other has to go for it
    there = [previews.kept(name, workspace=workspace, user=ann) for name in names]
    assert there == [None, None, b"2", b"3", b"4", b"5", b"6"]
    assert previews.kept(first, workspace=workspace, user=eddy) == b"of Eddy"


def test_preview_belongs_to_one_user_and_one_workspace(
    workspace: Workspace, ann: User, eddy: User, cleo: User, client_of: ClientOf
) -> None:
    name = client_of(ann).post(BASE + "preview/", upload(chain())).context["file"]
    assert client_of(eddy).post(BASE + "import/", {"file": name}).status_code == 422
    assert client_of(cleo).post("/w/other/settings/data/import/", {"file": name}).status_code == 422
    assert not BusinessGoal.objects.exists()


def test_import_without_a_preview_asks_for_the_file(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    page = client_of(ann).post(BASE + "import/", {"file": "nothing"})
    assert (page.status_code, b"Choose the file again." in page.content) == (422, True)
    assert client_of(ann).get(BASE + "import/").status_code == 405


def test_preview_reloaded_leads_back(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    assert client_of(ann).get(BASE + "preview/").headers["Location"] == BASE


def test_confirmed_twice_imports_once(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    client = client_of(ann)
    name = client.post(BASE + "preview/", upload(chain())).context["file"]
    client.post(BASE + "import/", {"file": name})
    assert client.post(BASE + "import/", {"file": name}).status_code == 422
    assert Deed.objects.filter(verb="import").count() == 1


def test_file_that_no_longer_fits_is_refused(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    client = client_of(ann)
    raw = chain(goals=[{"key": "taken", "title": "x"}], links=[], metrics=[])
    name = client.post(BASE + "preview/", upload(raw)).context["file"]
    load(chain(outcomes=[{"key": "taken", "title": "x"}], links=[], metrics=[]), workspace)
    page = client.post(BASE + "import/", {"file": name})
    assert page.status_code == 422
    assert b"as an outcome" in page.content


def test_reader_downloads_json_without_loss(workspace: Workspace, ben: User, client_of: ClientOf) -> None:
    load(chain(), workspace)
    page = client_of(ben).get(BASE + "download/?format=json")
    assert page.headers["Content-Disposition"] == 'attachment; filename="acme.json"'
    assert page.content.decode() == write(export_content(workspace).content)


def test_one_plan_can_be_downloaded(workspace: Workspace, ben: User, client_of: ClientOf) -> None:
    load(chain(), workspace)
    load(chain(plans=[{"key": "p2", "title": "x"}], goals=[{"key": "g2", "title": "x"}]), workspace)
    plan = Plan.objects.get(key="p2")
    page = client_of(ben).get(BASE + f"download/?format=json&plan={plan.pk}")
    assert page.headers["Content-Disposition"] == 'attachment; filename="acme-p2.json"'
    assert [goal["key"] for goal in json.loads(page.content)["goals"]] == ["g2"]


def test_plan_of_another_workspace_cannot_be_downloaded(
    workspace: Workspace, ann: User, cleo: User, client_of: ClientOf
) -> None:
    load(chain(), Workspace.objects.get(slug="other"))
    page = client_of(ann).get(BASE + f"download/?format=json&plan={Plan.objects.get().pk}")
    assert (page.status_code, b"Keep people" in page.content) == (422, False)


def test_workbook_has_a_sheet_for_each_list(workspace: Workspace, ben: User, client_of: ClientOf) -> None:
    load(changed("goals", title="=1+1", unit_value="12.5"), workspace)
    page = client_of(ben).get(BASE + "download/?format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(page.content))
    assert book.sheetnames[:5] == ["plans", "people", "target_groups", "goals", "outcomes"]
    assert "readings" in book.sheetnames
    header, row = book["goals"].iter_rows()
    cells = {name.value: cell for name, cell in zip(header, row, strict=True)}
    assert (cells["title"].value, cells["title"].data_type) == ("=1+1", "s")
    assert cells["unit_value"].value == 12.5


def test_csv_has_one_row_for_each_item(workspace: Workspace, ben: User, client_of: ClientOf) -> None:
    load(changed("goals", title="=1+1"), workspace)
    page = client_of(ben).get(BASE + "download/?format=csv")
    rows = list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"), newline="")))
    assert [(row["layer"], row["title"]) for row in rows][:2] == [
        ("goal", "'=1+1"),
        ("outcome", "The score rises"),
    ]


@pytest.mark.parametrize("query", ["", "?format=stratml", "?format=json&plan=x", "?format=json&plan=999999"])
def test_download_of_nothing_we_know_is_refused(
    workspace: Workspace, ann: User, client_of: ClientOf, query: str
) -> None:
    assert client_of(ann).get(BASE + "download/" + query).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_data_page_asks_the_same_of_any_number_of_plans(
    workspace: Workspace,
    ben: User,
    client_of: ClientOf,
    count: int,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(count):
        load(chain(plans=[{"key": f"p{number}", "title": "x"}]), workspace)
    client = client_of(ben)
    client.get(BASE)
    with django_assert_max_num_queries(6):
        client.get(BASE)
