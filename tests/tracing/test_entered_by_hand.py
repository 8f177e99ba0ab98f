"""Only what somebody typed in was entered on a day; what a file brought may be older."""

import json

from django.utils import timezone

from alignment.exchange.document import read
from alignment.exchange.services import import_document
from alignment.framework.services.items import create_item
from alignment.models import Layer, Plan, User
from alignment.tracing.contents import content_of

FILE = {"format": "throughline-plan", "version": 1, "initiatives": [{"key": "filed", "title": "From a file"}]}


def test_the_day_of_entry_is_known_for_what_was_typed_in(ann: User, plan: Plan) -> None:
    typed = create_item(Layer.INITIATIVE, by=ann, plan=plan, fields={"title": "Typed in"})
    import_document(read(json.dumps(FILE)), by=ann, workspace=plan.workspace, home=plan.key)
    days = {one.key: one.created_on for one in content_of(plan.workspace).initiatives}
    assert days == {typed.key: timezone.now().date(), "filed": None}
