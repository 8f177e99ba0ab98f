"""The cases of the work on a request, for the property that every deed can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from alignment.intake.services import causes, deciding, replying, requests, results, whys
from alignment.models import DevelopmentRequest, Layer, RequestResult, RivalCause, Why
from alignment.rules.verdict_of_request import SaidOfVerdict
from tests.versions.undo_world import World

Act = Callable[[], Any]


def asked_by(w: World) -> DevelopmentRequest:
    fields = {"title": w.words(), "asked_on": date(2026, 11, 2)}
    return requests.record(w.plan.workspace, by=w.by, fields=fields)[0]


def again(asked: DevelopmentRequest) -> DevelopmentRequest:
    return DevelopmentRequest.objects.select_related("workspace").get(pk=asked.pk)


def no(w: World) -> SaidOfVerdict:
    return SaidOfVerdict(
        verdict="not_learning",
        verdict_reason=w.words(),
        remedy=w.words(),
        remedy_owner=w.words(),
        remedy_date=date(2026, 12, 1),
    )


def decided(w: World) -> DevelopmentRequest:
    asked = asked_by(w)
    deciding.decide_request(asked, said=no(w), version=asked.version, by=w.by)
    return again(asked)


def answered(w: World) -> DevelopmentRequest:
    asked = decided(w)
    replying.write_reply(asked, reply=w.words(), version=asked.version, by=w.by)
    return again(asked)


def rung(w: World) -> Why:
    asked = asked_by(w)
    for _number in range(2):
        whys.add_why(asked, text=w.words(), by=w.by)
    return Why.objects.select_related("workspace").latest("pk")


def cause(w: World, chosen: bool = False) -> RivalCause:
    about: Any = asked_by(w) if w.dice.random() < 0.5 else w.item(Layer.OUTCOME)
    causes.add_cause(about, by=w.by, fields={"kind": "tools", "text": w.words(), "chosen": chosen})
    related = ("workspace", "request", "outcome__plan")
    return RivalCause.objects.select_related(*related).latest("pk")


def add_why(w: World) -> Act:
    asked = asked_by(w)
    return lambda: whys.add_why(asked, text=w.words(), by=w.by)


def edit_why(w: World) -> Act:
    row = rung(w)
    version = row.history.latest("history_id").history_id
    return lambda: whys.edit_why(row, text=w.words(), version=version, by=w.by)


def move_why(w: World) -> Act:
    row = rung(w)
    return lambda: whys.move_why(row, up=True, by=w.by)


def remove_why(w: World) -> Act:
    row = rung(w)
    return lambda: whys.remove_why(row, by=w.by)


def add_cause(w: World) -> Act:
    item = w.item(Layer.OUTCOME)
    return lambda: causes.add_cause(item, by=w.by, fields={"kind": "skill", "text": w.words()})


def edit_cause(w: World) -> Act:
    row = cause(w)
    version = row.history.latest("history_id").history_id
    return lambda: causes.edit_cause(row, by=w.by, version=version, fields={"text": w.words()})


def choose_cause(w: World) -> Act:
    row = cause(w)
    return lambda: causes.choose_cause(row, chosen=True, by=w.by)


def unchoose_cause(w: World) -> Act:
    row = cause(w, chosen=True)
    return lambda: causes.choose_cause(row, chosen=False, by=w.by)


def remove_cause(w: World) -> Act:
    row = cause(w)
    return lambda: causes.remove_cause(row, by=w.by)


def say_readiness(w: World) -> Act:
    asked, answers = asked_by(w), dict.fromkeys(deciding.READINESS, "partly")
    return lambda: deciding.say_readiness(asked, answers=answers, version=asked.version, by=w.by)


def decide_request(w: World) -> Act:
    asked, said = answered(w), no(w)
    return lambda: deciding.decide_request(asked, said=said, version=asked.version, by=w.by)


def reopen_request(w: World) -> Act:
    asked = answered(w)
    return lambda: deciding.reopen_request(asked, version=asked.version, by=w.by)


def write_reply(w: World) -> Act:
    asked = decided(w)
    return lambda: replying.write_reply(asked, reply=w.words(), version=asked.version, by=w.by)


def give_reply(w: World) -> Act:
    asked = answered(w)
    return lambda: replying.note_reply_given(asked, version=asked.version, by=w.by)


def turn_request(w: World) -> Act:
    asked, upper, fields = asked_by(w), w.item(Layer.LEARNING), {"title": w.words()}
    return lambda: results.make_item(
        asked,
        plan=w.plan,
        layer=Layer.INITIATIVE,
        fields=fields,
        uppers=[(upper, w.words())],
        cause=w.words(),
        by=w.by,
    )


def link_request(w: World) -> Act:
    asked, item = asked_by(w), w.item(Layer.OUTCOME)
    return lambda: results.link_item(asked, item=item, cause=w.words(), by=w.by)


def unlink_request(w: World) -> Act:
    asked, item = asked_by(w), w.item(Layer.INITIATIVE)
    results.link_item(asked, item=item, by=w.by)
    row = RequestResult.objects.select_related("workspace", "initiative__plan").latest("pk")
    return lambda: results.remove_result(row, by=w.by)


#: By verb: those that are called like their function.
CONSULTING: tuple[Callable[[World], Act], ...] = (
    *(add_why, edit_why, move_why, remove_why),
    *(add_cause, edit_cause, choose_cause, unchoose_cause, remove_cause),
    *(say_readiness, decide_request, reopen_request, write_reply, give_reply),
    *(turn_request, link_request, unlink_request),
)
