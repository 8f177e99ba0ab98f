"""What the tests of readings share: a metric, and a workspace that demands a second person."""

import pytest

from alignment.models import Metric, Plan, Workspace
from tests.factories import make_goal, make_metric, make_outcome


@pytest.fixture
def metric(plan: Plan) -> Metric:
    return make_metric(make_outcome(plan, make_goal(plan)), title="Engagement", baseline=10, target=20)


@pytest.fixture
def two_people(workspace: Workspace) -> Workspace:
    """The workspace demands a second person."""
    Workspace.objects.filter(pk=workspace.pk).update(second_person=True)
    workspace.second_person = True
    return workspace
