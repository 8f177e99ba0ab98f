"""The commands import_catalogue, import_skills and audit, as others call them."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from alignment.models import CatalogueItem, CatalogueSkill, Deed, Skill, SkillFramework, Workspace
from tests.exchange.files import chain, load

CATALOGUE = "Code;Course name;Seats;Price;Retired;Skills\r\n"


def run(command: str, *arguments: str) -> Any:
    out = io.StringIO()
    call_command(command, *arguments, "--workspace", "acme", "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def file_of(tmp_path: Path, text: str | bytes, name: str = "courses.csv") -> str:
    place = tmp_path / name
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(place)


def mapped(**fields: str) -> list[str]:
    return [word for name, column in fields.items() for word in ("--map", f"{name}={column}")]


COLUMNS = mapped(
    key="Code", title="Course name", seats="Seats", cost="Price", status="Retired", skills="Skills"
)


def test_every_row_is_accounted_for(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        "a1;Listening;5.3k;$49;N;Listening",
        "",
        "a2;<b>Talking</b>;;free;Y;\"['Talking', 'Excel']\"",
        "a1;Listening;5.3k;$49;N;Listening",
        "a1;Other;1;1;N;",
        "a3;;1;1;N;",
        "a4;Few cells",
        "a5;Bad seats;many;1;N;",
        ";No key;3;;N;",
    ]
    file = file_of(tmp_path, "\ufeff" + CATALOGUE + "\r\n".join(rows) + "\r\n")
    found = run("import_catalogue", file, *COLUMNS)
    assert found == {
        "read": 8,
        "added": 3,
        "changed": 0,
        "unchanged": 1,
        "skipped": [
            {"row": 6, "why": "same key as row 2"},
            {"row": 7, "why": "it has no title"},
            {"row": 8, "why": "2 cells, but there are 6 columns."},
            {"row": 9, "why": "seats: “many” is not a number."},
        ],
    }
    items = {one.identifier: one for one in CatalogueItem.objects.all()}
    assert set(items) == {"a1", "a2", "No key"}
    assert (items["a1"].seats, items["a1"].cost, items["a1"].currency) == (5300, 49, "USD")
    assert (items["a2"].title, items["a2"].cost, items["a2"].is_retired) == ("Talking", 0, True)
    assert [one.name for one in items["a2"].skills.all()] == ["Talking", "Excel"]
    deeds = Deed.objects.count()
    again = run("import_catalogue", file, *COLUMNS)
    assert (again["read"], again["unchanged"], again["skipped"]) == (8, 4, found["skipped"])
    assert Deed.objects.count() == deeds


def test_a_second_file_changes_what_is_known(workspace: Workspace, tmp_path: Path) -> None:
    run("import_catalogue", file_of(tmp_path, CATALOGUE + "a1;One;1;1;N;A;\n"), *COLUMNS)
    changed = run(
        "import_catalogue", file_of(tmp_path, CATALOGUE + "a1;Uno;1;1;N;A;\na2;Two;;;;\n"), *COLUMNS
    )
    assert (changed["added"], changed["changed"], changed["unchanged"]) == (1, 1, 0)
    assert CatalogueItem.objects.get(identifier="a1").title == "Uno"
    dry = run("import_catalogue", file_of(tmp_path, CATALOGUE + "a9;New;;;;\n"), *COLUMNS, "--dry-run")
    assert dry["added"] == 1
    assert CatalogueItem.objects.count() == 2


def test_taught_skills_are_found_in_frameworks(workspace: Workspace, tmp_path: Path) -> None:
    skills = file_of(tmp_path, "id,name,part of\nS1,Talking,S2\nS2,Working together,\n", "ours.csv")
    found = run("import_skills", skills, *mapped(key="id", title="name", parent="part of"))
    assert (found["read"], found["added"]) == (2, 2)
    assert SkillFramework.objects.get().title == "ours"
    assert Skill.objects.get(identifier="S1").parent == Skill.objects.get(identifier="S2")
    assert run("import_skills", skills, *mapped(key="id", title="name", parent="part of"))["unchanged"] == 2
    run("import_catalogue", file_of(tmp_path, CATALOGUE + "a1;One;1;1;N;talking, Excel\n"), *COLUMNS)
    assert [one.skill and one.skill.identifier for one in CatalogueSkill.objects.all()] == ["S1", None]


def test_a_framework_in_case(workspace: Workspace, tmp_path: Path) -> None:
    package = {
        "CFDocument": {"identifier": "d", "title": "Talking at work"},
        "CFItems": [
            {"identifier": "i1", "fullStatement": "Listens", "educationLevel": ["1", "2"]},
            {"identifier": "i2", "fullStatement": "Asks back, calmly", "abbreviatedStatement": "Asks"},
            {"identifier": "i3"},
            "nothing",
        ],
        "CFAssociations": [
            {
                "associationType": "isChildOf",
                "originNodeURI": {"identifier": "i2"},
                "destinationNodeURI": {"identifier": "i1"},
            },
            {
                "associationType": "isChildOf",
                "originNodeURI": {"identifier": "i1"},
                "destinationNodeURI": {"identifier": "d"},
            },
        ],
    }
    file = file_of(tmp_path, json.dumps(package), "frame.json")
    found = run("import_skills", file)
    assert (found["read"], found["added"], [one["row"] for one in found["skipped"]]) == (4, 2, [3, 4])
    assert SkillFramework.objects.get().title == "Talking at work"
    asks = Skill.objects.get(identifier="i2")
    assert (asks.title, asks.parent and asks.parent.identifier, asks.parent and asks.parent.level) == (
        "Asks",
        "i1",
        "1, 2",
    )
    assert run("import_skills", file)["unchanged"] == 2


def test_rings_and_unknown_parents_lose_their_parent(
    workspace: Workspace, tmp_path: Path, capsys: Any
) -> None:
    rows = "id,name,parent\na,A,b\nb,B,a\nc,C,nowhere\nd,D,d\n"
    found = run("import_skills", file_of(tmp_path, rows))
    assert found["added"] == 4
    parents = {one.identifier: one.parent_id for one in Skill.objects.all()}
    assert [key for key, parent in parents.items() if parent] == ["a"]
    assert run("import_skills", file_of(tmp_path, rows))["changed"] == 0


@pytest.mark.parametrize(
    ("name", "content", "arguments", "said"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"0" * 600, [], "old workbook"),
        ("x.csv", b"", [], "nothing in this file"),
        ("x.csv", b"a,b\n1,2\n", [], "No column is known as the title"),
        ("x.csv", b"a,b\n1,2\n", mapped(title="c"), "There is no column “c”. There are: a, b."),
        ("x.csv", b"a,b\n1,2\n", mapped(title="a", colour="b"), "There is no field “colour”"),
        ("x.csv", b"a,b\n1,2\n", ["--map", "title"], "write it like title=Course name"),
        ("x.xlsx", b"PK\x03\x04 broken", [], "cannot be read"),
        ("x.csv", b"\x00\x01\x02\xff\xfe" * 50, [], "not a text in UTF-8"),
    ],
)
@pytest.mark.parametrize("command", ["import_catalogue", "import_skills"])
def test_bad_files_are_refused_in_one_line(
    workspace: Workspace,
    tmp_path: Path,
    command: str,
    name: str,
    content: bytes,
    arguments: list[str],
    said: str,
) -> None:
    with pytest.raises(CommandError) as refused:
        run(command, file_of(tmp_path, content, name), *arguments)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not CatalogueItem.objects.exists()
    assert not SkillFramework.objects.exists()


def test_a_workbook_is_read_as_well(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Code", "Course name", "Seats", "Price", "Retired", "Skills"])
    sheet.append([1001, "Listening", 12, 49.5, False, "Listening\nTalking"])
    place = tmp_path / "courses.xlsx"
    book.save(place)
    assert run("import_catalogue", str(place), *COLUMNS)["added"] == 1
    item = CatalogueItem.objects.get()
    assert (item.identifier, item.seats, str(item.cost.normalize())) == ("1001", 12, "49.5")
    assert item.skills.count() == 2


def test_the_audit_of_a_workspace(workspace: Workspace, tmp_path: Path) -> None:
    raw = chain()
    raw["learning_outcomes"][0]["skill"] = "listening"
    raw["learning_outcomes"].append({"key": "second", "title": "Second", "skill": "Budgeting"})
    raw["catalogue"] = [
        {
            "key": "x1",
            "identifier": "C1",
            "title": "One",
            "hours": "2",
            "cost": "100",
            "skills": [{"name": "Listening"}],
            "links": [{"learning_outcome": "listen"}],
        },
        {"key": "x2", "identifier": "C2", "title": "Two", "hours": "6", "skills": [{"name": "Excel"}]},
        {"key": "x3", "identifier": "C3", "title": "Three", "cost": "300", "currency": "EUR"},
        {"key": "x4", "identifier": "C4", "title": "Four", "cost": "7", "currency": "USD"},
        {
            "key": "x5",
            "identifier": "C5",
            "title": "Five",
            "seats": 40,
            "fate": "retire",
            "skills": [{"name": "Budgeting"}],
        },
        {"key": "x6", "identifier": "C6", "title": "Six", "seats": 2, "out_of_use": True},
        {"key": "x7", "identifier": "C7", "title": "Seven", "gone_on": "2026-01-01"},
    ]
    load(raw, workspace)
    assert run("audit") == {
        "required_not_taught": [{"key": "Budgeting", "title": "Budgeting"}],
        "taught_not_required": [{"key": "Excel", "title": "Excel"}],
        "items_without_skill": [{"key": "C3", "title": "Three"}, {"key": "C4", "title": "Four"}],
        "seats_on_retired": 42,
        "demand_share": {"items": 0.25, "hours": 0.25, "spend": 0.25},
    }


def test_the_audit_of_nothing(workspace: Workspace) -> None:
    assert run("audit") == {
        "required_not_taught": [],
        "taught_not_required": [],
        "items_without_skill": [],
        "seats_on_retired": 0,
        "demand_share": {"items": None, "hours": None, "spend": None},
    }
