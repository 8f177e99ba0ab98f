"""Writes the why-ladder of a request, rung by rung (E15)."""

from alignment.deeds import StaleWrite, check_version, deed
from alignment.models import Deed, DevelopmentRequest, User, Why

MOST_WHYS = 20


def add_why(request: DevelopmentRequest, *, text: str, by: User | None) -> Deed:
    """One rung more at the lower end of the ladder."""
    with deed("add_why", by=by, workspace=request.workspace, subject=text) as row:
        place = Why.objects.filter(request=request).next_position()
        made = Why(workspace=request.workspace, request=request, text=text, position=place)
        made.full_clean(exclude=["workspace", "request"])
        made.save()
    return row


def edit_why(why: Why, *, text: str, version: int, by: User | None) -> Deed:
    """Says a rung in other words; StaleWrite when somebody saved it since `version`."""
    with deed("edit_why", by=by, workspace=why.workspace, subject=text) as row:
        fresh: Why = check_version(why, version)
        fresh.text = text
        fresh.full_clean(exclude=["workspace", "request"])
        fresh.save()
    return row


def remove_why(why: Why, *, by: User | None) -> Deed:
    """Takes a rung out; undo brings it back. StaleWrite when it is gone."""
    with deed("remove_why", by=by, workspace=why.workspace, subject=why.text) as row:
        _there(why).delete()
    return row


def move_why(why: Why, *, up: bool, by: User | None) -> Deed:
    """Changes places with the rung above or below; at the end of the ladder nothing moves."""
    with deed("move_why", by=by, workspace=why.workspace, subject=why.text) as row:
        _there(why)
        rungs = list(Why.objects.filter(request=why.request_id))
        place = next(number for number, one in enumerate(rungs) if one.pk == why.pk)
        other = place - 1 if up else place + 1
        if 0 <= other < len(rungs):
            rungs[place], rungs[other] = rungs[other], rungs[place]
        for position, one in enumerate(rungs):
            if one.position != position:
                one.position = position
                one.save(update_fields=["position"])
    return row


def _there(why: Why) -> Why:
    fresh: Why | None = Why.objects.filter(pk=why.pk).first()
    if fresh is None:
        raise StaleWrite(None)
    return fresh
