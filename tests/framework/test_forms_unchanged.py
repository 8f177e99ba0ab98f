"""Opening a form and sending it back changes nothing, whatever the item says."""

from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict

from alignment.framework.services.items import save_item
from alignment.framework.views.item_forms import edit_form
from alignment.models import ITEM, Item, Workspace


@pytest.fixture
def sample(db: None) -> Workspace:
    """The plans that the product brings along: every field is used somewhere in them."""
    for name in ("leaders", "service", "sales", "social", "one-company"):
        call_command("import_plan", f"alignment/samples/{name}.json", workspace="sample", verbosity=0)
    return Workspace.objects.get(slug="sample")


def as_sent(item: Item) -> QueryDict:
    """What a browser sends back of an item's form."""
    data = QueryDict(mutable=True)
    for field in edit_form(item):
        value: Any = field.value()
        if isinstance(value, (list, tuple)):
            data.setlist(field.html_name, [str(one) for one in value])
        elif value not in (None, False):
            data[field.html_name] = str(value).replace("\n", "\r\n")
    return data


def test_a_form_sent_back_unchanged_changes_nothing(sample: Workspace, capsys: Any) -> None:
    changed = []
    for model in ITEM.values():
        for item in model.objects.filter(workspace=sample).select_related("plan", "workspace"):
            form = edit_form(item, as_sent(item))
            assert form.is_valid(), (item.key, form.errors)
            saved = save_item(
                item,
                by=None,
                version=form.cleaned_data["version"],
                fields=form.fields_of_item(),
                lists=form.lists_of_item(),
                metric=form.metric_of_item(),
            )
            if saved.done is not None:
                changed.append(item.key)
    assert changed == []
