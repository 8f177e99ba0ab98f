"""Outside local mode others reach the server: the password that the local trial shows opens nothing then."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from alignment.exchange.samples import PASSWORD
from alignment.models import User

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "prepare.py"
LAN = "http://192.168.1.20:8000"


@pytest.fixture
def prepare() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.django_db
def test_the_password_of_the_trial_stops_a_start_that_others_reach(
    prepare: ModuleType, settings: Any
) -> None:
    settings.LOCAL_MODE, settings.SITE_URL = False, LAN
    prepare.refuse_known_passwords()  # nobody is there
    lead = User.objects.create_user("lead@example.org", PASSWORD, name="Lead")
    with pytest.raises(SystemExit, match="lead@example.org can sign in with"):
        prepare.refuse_known_passwords()
    lead.set_password("another one of my own")
    lead.save()
    prepare.refuse_known_passwords()


@pytest.mark.django_db
@pytest.mark.parametrize(("local", "site"), [(True, LAN), (False, "http://127.0.0.1:8000")])
def test_on_this_computer_alone_it_starts(prepare: ModuleType, settings: Any, local: bool, site: str) -> None:
    User.objects.create_user("lead@example.org", PASSWORD, name="Lead")
    settings.LOCAL_MODE, settings.SITE_URL = local, site
    prepare.refuse_known_passwords()
