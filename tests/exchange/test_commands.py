"""The commands: standard output is the answer alone, one clear line says what is wrong."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings

from alignment.exchange.synthetic import counts
from alignment.models import BusinessGoal, Layer, Plan, User, Workspace
from tests.exchange.files import chain, changed, load, only
from tests.exchange.test_samples import SAMPLES
from tests.rules import oracle
from tests.rules.documents import plan_files

Run = Callable[..., tuple[str, str]]


@pytest.fixture
def run(db: None) -> Run:
    """Runs a command; gives what it wrote to standard output and to standard error."""

    def call(name: str, *args: str) -> tuple[str, str]:
        out, err = StringIO(), StringIO()
        call_command(name, *args, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    return call


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[Any], str]:
    def write(raw: Any) -> str:
        place = tmp_path / "plan.json"
        place.write_text(raw if isinstance(raw, str) else json.dumps(raw), encoding="utf-8")
        return str(place)

    return write


def problem(run: Run, *args: str) -> str:
    with pytest.raises(CommandError) as caught:
        run(*args)
    assert caught.value.returncode == 1
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_import_plan_makes_a_workspace(run: Run, file_of: Callable[[Any], str]) -> None:
    out, err = run(
        "import_plan", file_of(chain(workspace={"name": "Acme", "currency": "CHF"})), "--workspace=acme"
    )
    assert (out.splitlines()[-1], err) == ("total: 13 added, 0 changed, 0 unchanged", "")
    workspace = Workspace.objects.get(slug="acme")
    assert (workspace.name, workspace.currency, workspace.is_sample) == ("Acme", "CHF", False)


def test_import_plan_warns_on_standard_error(run: Run, file_of: Callable[[Any], str]) -> None:
    raw = changed("metrics", target="9")
    _out, err = run("import_plan", file_of(raw), "--workspace=acme")
    assert err == "Warning: metrics[0].target: the target is on the wrong side of the baseline\n"
    _out, err = run("import_plan", file_of(only(workspace={"name": "Other"})), "--workspace=acme")
    assert err == "workspace name: the file says 'Other', 'acme' is kept\n"


def test_import_plan_dry_run_makes_nothing(run: Run, file_of: Callable[[Any], str]) -> None:
    out, _err = run("import_plan", file_of(chain()), "--workspace=acme", "--dry-run")
    assert out.splitlines()[-1] == "total: 13 would be added, 0 would be changed, 0 unchanged"
    assert not Workspace.objects.exists()


def test_import_plan_names_the_home_of_new_items(run: Run, file_of: Callable[[Any], str]) -> None:
    run("import_plan", file_of(chain()), "--workspace=acme")
    more = file_of(only(goals=[{"key": "g2", "title": "x"}]))
    run("import_plan", more, "--workspace=acme", f"--plan={Plan.objects.get().pk}")
    assert BusinessGoal.objects.get(key="g2").plan.key == "p1"
    more = file_of(only(goals=[{"key": "g3", "title": "x"}]))
    assert problem(run, "import_plan", more, "--workspace=acme", "--plan=p9") == "There is no plan 'p9'."


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("{", "not JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
        (changed("goals", owner="nobody"), "goals[0].owner: unknown reference 'nobody'"),
        (changed("goals", title="a\nb" * 80), "goals[0].title: too long: 240 characters, at most 120"),
        (only(goals=[{}], plans=[{}]), "goals[0].key: missing (and 3 more)"),
    ],
)
def test_import_plan_refuses_in_one_line(
    run: Run, file_of: Callable[[Any], str], raw: Any, said: str
) -> None:
    assert problem(run, "import_plan", file_of(raw), "--workspace=acme") == said
    assert not Workspace.objects.exists()


def test_import_plan_refuses_what_it_cannot_read(run: Run, tmp_path: Path) -> None:
    assert (
        problem(run, "import_plan", "none.json", "--workspace=a")
        == "Cannot read none.json: No such file or directory."
    )
    assert problem(run, "import_plan", str(tmp_path), "--workspace=a").endswith("Is a directory.")


def test_import_plan_refuses_a_bad_address(run: Run, file_of: Callable[[Any], str]) -> None:
    for slug in ("", "with space", "x" * 61, "../up"):
        assert "is no address for a workspace" in problem(
            run, "import_plan", file_of(chain()), f"--workspace={slug}"
        )
    assert not Workspace.objects.exists()


@pytest.mark.parametrize("command", ["trace", "measure", "export_plan"])
def test_unknown_workspace_is_one_line(run: Run, command: str) -> None:
    assert problem(run, command, "--workspace=nope") == "There is no workspace 'nope'."


@pytest.mark.parametrize("command", ["trace", "export_plan"])
def test_plan_of_another_workspace_is_unknown(
    run: Run, workspace: Workspace, cleo: User, command: str
) -> None:
    load(chain(), Workspace.objects.get(slug="other"))
    for name in ("p1", str(Plan.objects.get().pk), "9" * 30):
        said = f"Workspace 'acme' has no plan '{name}'."
        assert problem(run, command, "--workspace=acme", f"--plan={name}") == said


def test_empty_workspace_has_empty_answers(run: Run, workspace: Workspace) -> None:
    out, err = run("trace", "--workspace=acme", "--format=json")
    empty = {"satisfied": 0, "expected": 0}
    empty = {"workspace": "acme", "score": empty, "suspect": 0, "goals": [], "initiatives": []}
    assert (json.loads(out), err) == (empty, "")
    out, _err = run("measure", "--workspace=acme", "--format=json", "--as-of=2027-04-01")
    assert json.loads(out) == {"as_of": "2027-04-01", "metrics": [], "money": []}
    run("trace", "--workspace=acme")
    run("measure", "--workspace=acme")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_trace_of_a_sample_equals_the_oracle(run: Run, sample: Path) -> None:
    run("import_plan", str(sample), "--workspace=acme")
    document = json.loads(sample.read_text(encoding="utf-8"))
    plan = document["plans"][0]["key"]
    out, _err = run("trace", "--workspace=acme", "--format=json")
    assert json.loads(out) == oracle.trace_of(document, "acme")
    out, _err = run("trace", "--workspace=acme", f"--plan={plan}", "--format=json")
    assert json.loads(out) == oracle.trace_of(document, "acme", plan)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=plan_files())
def test_trace_of_random_files_equals_the_oracle(run: Run, document: dict[str, Any]) -> None:
    workspace = Workspace(slug=f"acme-{Workspace.objects.count()}", name="Acme")
    load(document, workspace)
    for plan in (None, "p0"):
        named = [f"--plan={plan}"] if plan else []
        out, _err = run("trace", f"--workspace={workspace.slug}", "--format=json", *named)
        assert json.loads(out) == oracle.trace_of(document, workspace.slug, plan)


def test_trace_as_table_and_csv(run: Run, workspace: Workspace) -> None:
    load(changed("initiatives", title="=1+1"), workspace)
    out, _err = run("trace", "--workspace=acme", "--format=csv")
    assert out.splitlines()[2] == '"initiative","elp","\'=1+1","traced","","","1","","","retention"'
    out, _err = run("trace", "--workspace=acme")
    assert out.splitlines()[-1] == "Links in place: 11 of 13"


def test_measure(run: Run, workspace: Workspace) -> None:
    load(chain(), workspace)
    out, _err = run("measure", "--workspace=acme", "--as-of=2027-04-01", "--format=json")
    found = json.loads(out)
    assert (found["metrics"][0]["current"], found["metrics"][0]["progress"]) == ("19", "0.388889")
    assert found["money"][0]["costs"] == "250000"
    said = "'soon' is no date. Write it like 2027-04-01."
    assert problem(run, "measure", "--workspace=acme", "--as-of=soon") == said


def test_export_plan_to_a_file_and_to_standard_output(run: Run, workspace: Workspace, tmp_path: Path) -> None:
    load(chain(), workspace)
    place = tmp_path / "out.json"
    assert run("export_plan", "--workspace=acme", "-o", str(place)) == ("", "")
    out, _err = run("export_plan", "--workspace=acme", "--plan=p1")
    assert json.loads(place.read_text(encoding="utf-8"))["goals"] == json.loads(out)["goals"]
    said = problem(run, "export_plan", "--workspace=acme", "-o", str(tmp_path))
    assert said == f"Cannot write {tmp_path}: Is a directory."


def test_export_plan_counts_what_leads_out(run: Run, workspace: Workspace) -> None:
    raw = chain(plans=[{"key": "p1", "title": "One"}, {"key": "p2", "title": "Two"}])
    for name in ("goals", "outcomes", "moments", "learning_outcomes"):
        raw[name][0]["plan"] = "p1"
    raw["initiatives"][0]["plan"] = "p2"
    load(raw, workspace)
    _out, err = run("export_plan", "--workspace=acme", "--plan=p2")
    assert err == "Left out, because they lead out of the plan: 1 links and references.\n"


def test_export_plan_as_csv_is_not_executed(run: Run, workspace: Workspace) -> None:
    load(changed("goals", description="=cmd()"), workspace)
    out, _err = run("export_plan", "--workspace=acme", "--format=csv")
    assert out.startswith('\ufeff"layer","key","title"')
    assert '"\'=cmd()"' in out


def test_sample_workspace_makes_what_is_asked_for(run: Run) -> None:
    out, _err = run("sample_workspace", "big", "--items=100", "--seed=3")
    assert "goals: 4 added, 0 changed, 0 unchanged" in out
    assert "initiatives: 32 added, 0 changed, 0 unchanged" in out
    assert "links: 192 added, 0 changed, 0 unchanged" in out
    assert problem(run, "sample_workspace", "big", "--items=1") == "There is a workspace 'big' already."
    run("sample_workspace", "none", "--items=0")
    assert problem(run, "sample_workspace", "x", "--items=-1").startswith("Choose 0 to")


def test_sample_workspace_is_the_same_for_the_same_seed(run: Run) -> None:
    for slug in ("one", "two"):
        run("sample_workspace", slug, "--items=60", "--seed=7")
    one, two = (run("export_plan", f"--workspace={slug}")[0] for slug in ("one", "two"))
    assert one == two


def test_shares_of_the_layers_add_up() -> None:
    assert counts(100) == {
        Layer.GOAL: 4, Layer.OUTCOME: 12, Layer.MOMENT: 24, Layer.LEARNING: 28, Layer.INITIATIVE: 32,
    }  # fmt: skip
    for items in range(30):
        assert sum(counts(items).values()) == items
