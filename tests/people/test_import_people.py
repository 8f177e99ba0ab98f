"""People come in from a file: shown first, all or none, taken back with one click."""

import csv
import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment.deeds import AlreadyDone, undo
from alignment.models import Deed, Person
from alignment.people.forms.importing import ColumnsForm, guess, rows_of
from alignment.people.services.importing import ImportRefused, PersonRow, compare, import_people
from alignment.ui.spreadsheet import Sheet, xlsx_bytes
from alignment.ui.table_file import read_table
from alignment.ui.uploads import MOST_TABLE
from tests.factories import make_person
from tests.page_forms import PageForms

IMPORT = "/w/acme/people/import/"
GOOD = b"""Name,E-mail,Role,Team,Interest,Influence,Next contact
Dana Okoro,dana@example.org,Budget holder,Finance,high,medium,2026-12-05
Eve Lind,eve@example.org,hr_business_partner,HR,,Low,5.1.2027
"""


def upload(source: bytes, name: str = "people.csv", **more: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, source), "existing": "update"} | more


def confirmed(client: Client, page: Any) -> Any:
    """Presses the button of a preview."""
    form = next(one for one in PageForms(page.content.decode()).forms if one.action.endswith("confirm/"))
    sent = {name: values[0] for name, values in form.fields.items()}
    return client.post(IMPORT + "confirm/", sent)


def test_people_come_in_after_a_look(client_of, eddy, workspace):
    client = client_of(eddy)
    page = client.post(IMPORT, upload(GOOD))
    assert page.status_code == 200
    assert "Import: add 2, change 0" in page.content.decode()
    assert Person.objects.count() == 0
    assert confirmed(client, page).status_code == 303
    dana, eve = Person.objects.order_by("position")
    assert (dana.name, dana.email, dana.role, dana.team) == (
        "Dana Okoro",
        "dana@example.org",
        "budget_holder",
        "Finance",
    )
    assert (dana.interest, dana.influence, dana.next_contact) == ("high", "medium", date(2026, 12, 5))
    assert (eve.role, eve.interest, eve.influence, eve.next_contact) == (
        "hr_business_partner",
        "",
        "low",
        date(2027, 1, 5),
    )
    done = Deed.objects.latest("pk")
    assert (done.verb, done.by, done.subject) == ("import_people", eddy, "2 added, 0 changed")
    assert Person.history.filter(deed=done).count() == 2
    undo(done, by=eddy)
    assert Person.objects.count() == 0


def test_every_bad_row_is_named_and_nothing_is_written(client_of, eddy, workspace):
    source = (
        b"name,role,email,interest,next contact\nDana,queen,dana@example.org,high,\n,manager,,,\n"
        b"Eve,learner,no address,huge,12/05/2026\nDANA,,,,\nTom,,,,2026-12-01\nUma\n"
    )
    page = client_of(eddy).post(IMPORT, upload(source))
    assert page.status_code == 422
    said = [str(one) for one in page.context["problems"]]
    assert said == [
        "Row 2: Role in the framework: “queen” is not known. Known are: L&D lead, Budget holder, "
        "Department head, Manager, Learner, HR business partner, Other",
        "Row 3: Name: Say what the person is called.",
        "Row 4: Interest: “huge” is not known. Known are: Low, Medium, High; "
        "Next contact: “12/05/2026” is no date. Write it as 2026-12-05; "
        "E-mail address: Enter a valid email address.",
        "Row 5: the same name as in row 2",
        "Row 7: 1 cell, but there are 5 columns.",
    ]
    assert "import/confirm/" not in page.content.decode()
    assert (Person.objects.count(), Deed.objects.filter(verb="import_people").count()) == (0, 0)


def test_a_forged_confirmation_of_bad_rows_writes_nothing(client_of, eddy, workspace):
    client = client_of(eddy)
    page = client.post(IMPORT, upload(b"name,role\nDana,queen\nEve,learner\n"))
    sent = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    assert client.post(IMPORT + "confirm/", sent).status_code == 422
    assert Person.objects.count() == 0


def test_columns_are_chosen_where_headings_do_not_tell(client_of, eddy, workspace):
    client = client_of(eddy)
    page = client.post(IMPORT, upload(b"who,where\nDana,Finance\n"))
    assert (page.status_code, page.context["form"].errors["name"]) == (
        422,
        ["Choose the column with the names."],
    )
    known = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    twice = client.post(IMPORT + "preview/", known | {"name": "0", "team": "0"})
    assert (twice.status_code, list(twice.context["form"].errors)) == (422, ["team"])
    page = client.post(IMPORT + "preview/", known | {"name": "0", "team": "1"})
    assert page.status_code == 200
    confirmed(client, page)
    assert [(one.name, one.team) for one in Person.objects.all()] == [("Dana", "Finance")]


def test_known_names_are_updated_or_left(client_of, eddy, workspace):
    make_person(workspace, "Dana Okoro", team="Legal", influence="high")
    source = b"name,team,influence\ndana okoro,Finance,\nEve,HR,low\n"
    client = client_of(eddy)
    left = client.post(IMPORT, upload(source, existing="skip"))
    assert (len(left.context["found"].skipped), len(left.context["found"].added)) == (1, 1)
    page = client.post(IMPORT, upload(source))
    assert [change.fields for change in page.context["found"].changed] == [["name", "team"]]
    confirmed(client, page)
    dana = Person.objects.get(name="dana okoro")
    assert (dana.team, dana.influence, dana.version) == ("Finance", "high", 2)
    again = client.post(IMPORT, upload(source))
    assert "There is nothing to import from this file." in again.content.decode()
    undo(Deed.objects.latest("pk"), by=eddy)
    assert [(one.name, one.team) for one in Person.objects.all()] == [("Dana Okoro", "Legal")]


def test_two_people_of_one_name_are_not_guessed_between(eddy, workspace):
    for team in ("Legal", "Sales"):
        make_person(workspace, "Dana", team=team)
    rows = [PersonRow(2, {"name": "Dana", "team": "HR"})]
    assert [one.row for one in compare(workspace, rows, update=True).problems] == [2]
    with pytest.raises(ImportRefused):
        import_people(workspace, rows, update=True, by=eddy)
    assert Deed.objects.filter(verb="import_people").count() == 0


def test_the_same_preview_twice_imports_once(client_of, eddy, workspace):
    client = client_of(eddy)
    page = client.post(IMPORT, upload(GOOD))
    assert [confirmed(client, page).status_code for _try in range(2)] == [303, 422]  # the file is gone
    assert Person.objects.count() == 2
    key, rows = uuid4(), [PersonRow(2, {"name": "Tom"})]
    import_people(workspace, rows, update=True, by=eddy, request_key=key)
    with pytest.raises(AlreadyDone):
        import_people(workspace, rows, update=True, by=eddy, request_key=key)


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"existing": "update"}, 422, "Choose a file."),
        (upload(b""), 422, "This file is empty."),
        (upload(b"a" * (MOST_TABLE + 1)), 413, "larger than 2 MB"),
        (upload(GOOD, "people.pdf"), 422, "ends in .csv"),
        (upload(GOOD, "people.xls"), 422, "ends in .csv"),
        (upload(b"PK\x03\x04"), 422, "workbook"),
        (upload(GOOD, separator="pipe"), 422, "valid choice"),
    ],
)
def test_a_bad_upload_is_explained(client_of, eddy, workspace, sent, status, words):
    page = client_of(eddy).post(IMPORT, sent)
    assert (page.status_code, words in page.content.decode()) == (status, True)


def test_readers_import_nothing(client_of, ben, rita, cleo, workspace):
    for user, status in ((ben, 403), (rita, 403), (cleo, 404)):
        assert client_of(user).post(IMPORT, upload(GOOD)).status_code == status


def test_a_preview_of_somebody_else_is_not_there(client_of, eddy, ann, workspace):
    page = client_of(eddy).post(IMPORT, upload(GOOD))
    answer = confirmed(client_of(ann), page)
    assert (answer.status_code, Person.objects.count()) == (422, 0)
    assert "over an hour old" in answer.content.decode()


def test_what_goes_out_comes_in_again_unchanged(client_of, eddy, workspace):
    make_person(workspace, '=cmd|"/c calc"', email="dana@example.org", role="ld_lead", interest="low")
    make_person(workspace, "Eve, née Lind", team="@HR", next_contact=date(2027, 1, 2), influence="high")
    client = client_of(eddy)
    answer = client.get("/w/acme/people/download/")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == '\'=cmd|"/c calc"'
    page = client.post(IMPORT, upload(answer.content))
    assert (page.status_code, len(page.context["found"].unchanged)) == (200, 2)


def test_many_people_cost_few_queries(eddy, workspace, django_assert_max_num_queries):
    source = "name,team\n" + "".join(f"Person {number},Team\n" for number in range(1200))
    table = read_table(source.encode())
    rows, problems = rows_of(table, {"name": 0, "team": 1}, workspace)
    assert (len(rows), problems) == (1200, [])
    with django_assert_max_num_queries(80):
        found, _done = import_people(workspace, rows, update=True, by=eddy)
    assert (len(found.added), Person.objects.count()) == (1200, 1200)


words = st.sampled_from(
    ["Dana", "manager", "queen", "high", "2026-12-05", "a@b.org", "=1+1", '"', "'", "", "\x00"]
)
cells = words | st.text(max_size=12)
lines = st.lists(st.lists(cells, max_size=9), max_size=8)
broken = st.one_of(
    st.binary(max_size=300),
    st.tuples(lines, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"])).map(
        lambda parts: (
            parts[2].join(parts[1].join(row) for row in [["name", "role", "email"], *parts[0]]).encode()
        )
    ),
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=broken, existing=st.sampled_from(["update", "skip"]))
def test_whatever_the_file_it_is_refused_or_written_whole(
    client_of: Any, eddy: Any, workspace: Any, source: bytes, existing: str
) -> None:
    before = Person.objects.count()
    try:
        table = read_table(source)
    except ValueError:
        table = None
    client = eddy_client(client_of, eddy)
    page = client.post(IMPORT, upload(source, existing=existing))
    assert page.status_code in (200, 422)
    assert Person.objects.count() == before
    if table is None or page.status_code == 422 or not page.context["found"].does_something:
        return
    wanted = len(page.context["found"].added)
    assert confirmed(client, page).status_code == 303
    assert Person.objects.count() == before + wanted
    form = ColumnsForm.guessed(table, file="x", separator="", existing=existing)
    assert form.is_valid()


_clients: dict[int, Client] = {}


def eddy_client(client_of: Any, eddy: Any) -> Client:
    """One sign-in for all examples."""
    if eddy.pk not in _clients:
        _clients.clear()
        _clients[eddy.pk] = client_of(eddy)
    return _clients[eddy.pk]


def test_people_come_in_from_a_workbook_too(client_of, eddy, workspace):
    sheet = Sheet("People", ["Name", "Team"], [["Dana Okoro", "Finance"], ["Eve Lind", ""]])
    client = client_of(eddy)
    page = client.post(IMPORT, upload(xlsx_bytes([sheet]), "people.xlsx"))
    assert confirmed(client, page).status_code == 303
    assert [(one.name, one.team) for one in Person.objects.order_by("pk")] == [
        ("Dana Okoro", "Finance"),
        ("Eve Lind", ""),
    ]


def test_columns_are_guessed_from_their_headings():
    header = (
        "Full name",
        "E-Mail",
        "Department",
        "Framework role",
        "Power",
        "Next contact",
        "Interest",
        "Other",
    )
    assert guess(header) == {
        "name": 0,
        "email": 1,
        "team": 2,
        "role": 3,
        "influence": 4,
        "next_contact": 5,
        "interest": 6,
    }
