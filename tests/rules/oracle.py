"""The rules a second time, straight from the words of the design, slowly, with networkx, from plan files.

It shares no code with the product: not even the reader of plan files. Everything takes a document,
the parsed JSON of a plan file, and answers as the commands do.
"""

from datetime import date
from decimal import Decimal, getcontext

import networkx as nx

getcontext().prec = 50

LISTS = ["goals", "outcomes", "moments", "learning_outcomes", "initiatives"]
CADENCE = {"monthly": 31, "two_monthly": 61, "quarterly": 92, "half_yearly": 183, "yearly": 365}


def blank(text):
    return not (text or "").strip()


class Plans:
    """A document as a graph: nodes are live items, arrows are counted links and parent hops, pointing up."""

    def __init__(self, document):
        self.document = document
        plans = document.get("plans", [])
        only = plans[0]["key"] if len(plans) == 1 else ""
        self.items = {}
        for layer, name in enumerate(LISTS, start=1):
            for item in document.get(name, []):
                self.items[item["key"]] = {**item, "layer": layer, "plan": item.get("plan") or only}
        self.live = {key for key, item in self.items.items() if self.is_live(item)}
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(self.live)
        for link in document.get("links", []):
            if link["lower"] in self.live and link["upper"] in self.live:
                reasoned = not blank(link.get("reason"))
                self.graph.add_edge(
                    link["lower"],
                    link["upper"],
                    confidence=link.get("confidence", 1 if reasoned else 0),
                    sound=reasoned and not link.get("suspect", False),
                    suspect=link.get("suspect", False),
                    link=True,
                )
        for key in self.of_layer(1):
            parent = self.items[key].get("parent")
            if parent in self.live:
                self.graph.add_edge(key, parent, confidence=3, sound=True, suspect=False, link=False)

    @staticmethod
    def is_live(item):
        if item.get("archived"):
            return False
        if item["layer"] == 1:
            return item.get("status", "proposed") in ("proposed", "agreed", "achieved")
        if item["layer"] == 5:
            return item.get("status", "proposed") not in ("stopped", "declined")
        return True

    def of_layer(self, layer):
        return sorted(key for key in self.live if self.items[key]["layer"] == layer)

    def only(self, keep):
        """The graph with those arrows alone that `keep` accepts."""
        return nx.subgraph_view(
            self.graph, filter_edge=lambda lower, upper: keep(self.graph.edges[lower, upper])
        )

    def links_up(self, key):
        return [data for _, _, data in self.graph.out_edges(key, data=True) if data["link"]]

    def links_down(self, key):
        return [data for _, _, data in self.graph.in_edges(key, data=True) if data["link"]]

    def above(self, key, keep=lambda data: True):
        return nx.descendants(self.only(keep), key)

    def suspects(self, wanted):
        """How many suspect links have ends that are wanted."""
        return sum(data["suspect"] and wanted(*hop) for *hop, data in self.graph.edges(data=True))


def trace_of(document, workspace="acme", plan=None):
    """What `trace --format json` must answer for a workspace that holds just this document."""
    plans = Plans(document)
    goals = plans.of_layer(1)
    initiatives = [initiative_of(plans, key) for key in plans.of_layer(5)]
    shown_goals = [key for key in goals if plan is None or plans.items[key]["plan"] == plan]
    shown = [
        entry
        for entry in initiatives
        if plan is None
        or plans.items[entry["key"]]["plan"] == plan
        or any(goal["key"] in shown_goals for goal in entry["goals"])
    ]
    own = [key for key in plans.live if plan is None or plans.items[key]["plan"] == plan]
    satisfied, expected = score_of(plans, own)
    return {
        "workspace": workspace,
        "score": {"satisfied": satisfied, "expected": expected},
        "suspect": plans.suspects(lambda lower, upper: lower in own or upper in own),
        "goals": [goal_of(plans, key, initiatives) for key in shown_goals],
        "initiatives": shown,
    }


def initiative_of(plans, key):
    item = plans.items[key]
    above = plans.above(key)
    reached = sorted(goal for goal in above if plans.items[goal]["layer"] == 1)
    stops_at = None
    if any(plans.items[goal]["layer"] == 1 for goal in plans.above(key, lambda data: data["sound"])):
        verdict = "traced"
    elif reached:
        verdict = "unconfirmed"
    elif plans.links_up(key):
        verdict = "broken"
        highest = min(plans.items[other]["layer"] for other in above)
        stops_at = {2: "outcome", 3: "moment", 4: "learning_outcome"}[highest]
    elif any(claim["goal"] in plans.live for claim in item.get("claims", [])):
        verdict = "claimed"
    else:
        verdict = "orphan"
    strengths = [{"key": goal, "strength": strength_of(plans, key, goal)} for goal in reached]
    return {
        "key": key,
        "title": item["title"],
        "verdict": verdict,
        "stops_at": stops_at,
        "suspect": plans.suspects(lambda lower, upper: lower == key or lower in above),
        "goals": strengths,
    }


def strength_of(plans, initiative, goal):
    """The best path's weakest confidence, over every simple path."""
    best = None
    for path in nx.all_simple_edge_paths(plans.graph, initiative, goal):
        weakest = min(plans.graph.edges[hop]["confidence"] for hop in path)
        best = weakest if best is None else max(best, weakest)
    return best


def goal_of(plans, key, initiatives):
    item = plans.items[key]
    strengths = [goal["strength"] for entry in initiatives for goal in entry["goals"] if goal["key"] == key]
    below = nx.ancestors(plans.graph, key)
    reaches = max([1, *(plans.items[other]["layer"] for other in below)])
    if strengths:
        verdict = "supported"
    elif not blank(item.get("no_learning_planned")):
        verdict = "no_learning_planned"
    else:
        verdict = f"reaches_{reaches}"
    outcomes = [
        lower for lower, _, data in plans.graph.in_edges(key, data=True) if plans.items[lower]["layer"] == 2
    ]
    served = [
        outcome
        for outcome in outcomes
        if any(plans.items[other]["layer"] == 5 for other in nx.ancestors(plans.graph, outcome))
    ]
    return {
        "key": key,
        "title": item["title"],
        "verdict": verdict,
        "reaches": reaches,
        "strength": max(strengths) if strengths else None,
        "outcomes": len(outcomes),
        "outcomes_reached": len(served),
        "suspect": plans.suspects(lambda lower, upper: upper == key or upper in below),
    }


def score_of(plans, own):
    """The relations that are expected, one true or false each."""
    met = []
    for key in own:
        item = plans.items[key]
        layer = item["layer"]
        up = any(data["sound"] for data in plans.links_up(key))
        down = any(data["sound"] for data in plans.links_down(key))
        achieved = layer == 1 and item.get("status", "proposed") == "achieved"
        if layer in (2, 3, 4) or (layer == 5 and item.get("purpose", "business_goal") == "business_goal"):
            met.append(up)
        if layer in (2, 4) or (layer == 3 and blank(item.get("not_a_learning_problem"))):
            met.append(down)
        if layer == 1:
            has_child = any(plans.items[other].get("parent") == key for other in plans.of_layer(1))
            if not achieved and blank(item.get("no_learning_planned")) and not has_child:
                met.append(down)
        if (layer == 1 and not achieved) or layer == 2:
            met.append(any(is_concrete(metric) for metric in metrics_on(plans.document, key)))
        if layer == 3:
            effects = [behaviour["effect"] for behaviour in item.get("behaviours", [])]
            met.append("helps" in effects)
            met.append("hinders" in effects)
        if layer == 4:
            met.append(bool(item.get("target_groups")))
    return sum(met), len(met)


def metrics_on(document, key):
    return [
        metric
        for metric in document.get("metrics", [])
        if metric["item"] == key and not metric.get("archived")
    ]


def given(metric, *names):
    return all(metric.get(name) not in (None, "") for name in names)


def is_concrete(metric):
    needs = {
        "increase": ["baseline", "target", "target_date"],
        "decrease": ["baseline", "target", "target_date"],
        "at_least": ["target", "target_date"],
        "at_most": ["target", "target_date"],
        "range": ["target_low", "target_high", "target_date"],
        "milestone": ["target_date"],
    }
    return metric["kind"] in needs and given(metric, *needs[metric["kind"]])


def measure_of(document, as_of):
    """What `measure --format json` must answer, but for `why`, whose wording is free; ratios are Decimals."""
    items = {item["key"]: item for name in LISTS for item in document.get(name, [])}
    currency = document.get("workspace", {}).get("currency", "EUR")
    metrics = [
        metric_of(metric, as_of)
        for metric in sorted(document.get("metrics", []), key=lambda metric: metric["key"])
        if not metric.get("archived") and not items[metric["item"]].get("archived")
    ]
    money = [
        money_of(item, currency)
        for item in sorted(document.get("initiatives", []), key=lambda item: item["key"])
        if Plans.is_live({**item, "layer": 5}) and (item.get("costs") or item.get("benefits"))
    ]
    return {"as_of": as_of.isoformat(), "metrics": metrics, "money": money}


def number(metric, name):
    return Decimal(str(metric[name])) if given(metric, name) else None


def day(metric, name):
    return date.fromisoformat(metric[name]) if given(metric, name) else None


def metric_of(metric, as_of):
    kind = metric["kind"]
    moves = kind in ("increase", "decrease")
    baseline, target = number(metric, "baseline"), number(metric, "target")
    low, high = number(metric, "target_low"), number(metric, "target_high")
    baseline_date, target_date = day(metric, "baseline_date"), day(metric, "target_date")
    readings = [
        (date.fromisoformat(reading["date"]), place, Decimal(str(reading["value"])))
        for place, reading in enumerate(metric.get("readings", []))
        if reading.get("state", "approved") == "approved"
        and not reading.get("group")  # one of a target group is shown beside the others, and counts nowhere
        and date.fromisoformat(reading["date"]) <= as_of
    ]
    current_date, _, current = max(readings) if readings else (None, None, None)

    progress = None
    if moves and None not in (baseline, target, current) and baseline != target:
        progress = (current - baseline) / (target - baseline)

    met = None
    if current is not None:
        if kind == "milestone":
            met = current >= 1
        elif kind == "range" and low is not None and high is not None:
            met = low <= current <= high
        elif kind == "at_least" and target is not None:
            met = current >= target
        elif kind == "at_most" and target is not None:
            met = current <= target
        elif moves and progress is not None:
            # exactly: (current − baseline) / (target − baseline) ≥ 1
            met = current - baseline >= target - baseline if target > baseline else current <= target
        elif moves and baseline is None and target is not None:
            met = current >= target if kind == "increase" else current <= target

    start = day(metric, "effect_from") or baseline_date
    expected = None
    if current_date and start and target_date and target_date > start:
        expected = Decimal((current_date - start).days) / Decimal((target_date - start).days)
        expected = min(max(expected, Decimal(0)), Decimal(1))

    if current is None:
        status = "no_reading"
    elif met:
        status = "met"
    elif (moves and progress is None) or met is None:
        status = "not_measurable"
    elif target_date and as_of > target_date:
        status = "off_track"
    elif not moves:
        status = "at_risk"
    elif expected is None:
        status = "on_track" if progress > 0 else "off_track"
    elif expected == 0:
        status = "on_track" if progress >= 0 else "off_track"
    elif at_pace(progress, expected, "0.9"):
        status = "on_track"
    elif at_pace(progress, expected, "0.6"):
        status = "at_risk"
    else:
        status = "off_track"

    last = current_date or baseline_date
    stale = False
    if metric.get("cadence") and last:
        stale = Decimal((as_of - last).days) > Decimal("1.5") * CADENCE[metric["cadence"]]
    return {
        "key": metric["key"],
        "item": metric["item"],
        "kind": kind,
        "current": current,
        "progress": progress,
        "met": met,
        "expected": expected,
        "status": status,
        "stale": stale,
    }


def at_pace(progress, expected, share):
    """progress ≥ share × expected, forgiving the last of fifty digits."""
    return progress - Decimal(share) * expected >= Decimal("-1e-40")


def money_of(item, currency):
    costs = [(line.get("currency") or currency, number(line, "amount")) for line in item.get("costs", [])]
    benefits = [
        (
            line.get("currency") or currency,
            number(line, "amount") * number(line, "attribution") / 100 * number(line, "confidence") / 100,
        )
        for line in item.get("benefits", [])
        if given(line, "amount", "attribution", "confidence")
    ]
    currencies = {unit for unit, amount in [*costs, *benefits] if amount is not None}
    unknown = not costs or any(amount is None for _, amount in costs)
    answer = {"initiative": item["key"], "roi_percent": None, "bcr": None}
    if len(currencies) > 1:
        return answer
    cost = sum(amount for _, amount in costs if amount is not None)
    benefit = sum(amount for _, amount in benefits)
    answer |= {"costs": cost, "benefits": benefit, "currency": min(currencies, default=currency)}
    if not unknown and cost != 0 and benefits:
        answer |= {"roi_percent": (benefit - cost) / cost * 100, "bcr": benefit / cost}
    return answer


def work_of(document):
    """For each live goal how many initiatives reach it, by stage, and whether it is solid."""
    plans = Plans(document)
    stages = {"approved": "under_way", "in_design": "under_way", "running": "under_way"}
    answer = {}
    for goal in plans.of_layer(1):
        counts = {"under_way": 0, "proposed": 0, "completed": 0}
        for key in plans.of_layer(5):
            if nx.has_path(plans.graph, key, goal):
                status = plans.items[key].get("status", "proposed")
                counts[stages.get(status, status)] += 1
        answer[goal] = {**counts, "solid": is_solid(plans, goal)}
    return answer


def is_solid(plans, goal):
    """Whether a headline may call the goal supported: the last sentence of section 3.3."""
    sound = plans.only(lambda data: data["sound"])
    under_way = [
        key
        for key in plans.of_layer(5)
        if plans.items[key].get("status", "proposed") in ("approved", "in_design", "running")
    ]
    family = [goal, *(key for key in nx.ancestors(plans.graph, goal) if plans.items[key]["layer"] == 1)]
    reached = []
    for member in family:
        for outcome in plans.graph.predecessors(member):
            if plans.items[outcome]["layer"] != 2:
                continue
            carried = sound.has_edge(outcome, member) and any(
                nx.has_path(sound, key, outcome) for key in under_way
            )
            moments = [plans.items[key] for key in plans.graph.predecessors(outcome)]
            aside = moments and all(not blank(moment.get("not_a_learning_problem")) for moment in moments)
            if carried:
                reached.append(outcome)
            elif not aside and blank(plans.items[member].get("no_learning_planned")):
                return False
    return bool(reached)


def late_promises(document, as_of):
    """(key, kind) of every expectation that is a gap: past its date and not done, for whatever reason."""
    over = {"stopped", "declined"}
    gone = {
        item["key"]
        for item in document.get("initiatives", [])
        if item.get("archived") or item.get("status", "proposed") in over
    }
    found = set()
    for one in document.get("expectations", []):
        asked = {one.get("owner", ""), one.get("party", "")} - {""}
        due = one.get("due")
        if one.get("done_on") or not due or date.fromisoformat(due) >= as_of or one.get("initiative") in gone:
            continue
        said = []
        for person in asked:
            theirs = [answer for answer in one.get("answers", []) if answer.get("person", "") == person]
            said.append("" if not theirs or theirs[-1].get("outdated") else theirs[-1]["answer"])
        open_question = "declined" not in said and (not said or "" in said)
        found.add((one["key"], "unanswered" if open_question else "not_kept"))
    return found
