"""A deed is one of the verbs we know, each with its words."""

import pytest

from alignment.deeds import NoDeed, deed
from alignment.models import Deed, Workspace
from alignment.verbs import VERBS, deed_words


def test_a_deed_of_an_unknown_verb_is_refused(workspace: Workspace) -> None:
    before = Deed.objects.count()
    with pytest.raises(NoDeed), deed("polish", by=None, workspace=workspace):
        pass
    edit, polish = (deed(verb, by=None, workspace=workspace) for verb in ("edit", "polish"))
    with pytest.raises(NoDeed), edit, polish:
        pass
    assert Deed.objects.count() == before


def test_every_verb_has_words() -> None:
    assert [verb for verb in VERBS if not deed_words(verb, "goal")] == []


def test_a_paste_names_its_layer() -> None:
    assert deed_words("paste", "goal") == "Pasted many lines: Business goals"
