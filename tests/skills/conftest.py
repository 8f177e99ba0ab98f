"""An open assessment that people can be asked with."""

from typing import Any

import pytest

from alignment.models import Assessment, Plan
from tests import factories as make
from tests.skills.making import make_assessment, make_need

Asked = tuple[Assessment, Any, Any]


@pytest.fixture
def asked(plan: Plan) -> Asked:
    """An open assessment about two learning outcomes below one goal, and those two."""
    goal, _outcome, moment, learning, _initiative = make.make_chain(plan)
    other = make.make_learning(plan, moment, title="Give feedback")
    group = make.make_group(plan.workspace, size=12)
    for item in (learning, other):
        make_need(item, group)
    return make_assessment(plan, goal, group), learning, other
