"""Writes whom a metric matters to and who is told of it. Must stand inside a deed."""

from collections.abc import Iterable

from alignment.models import Metric, MetricReader, Person, Telling


def set_readers(metric: Metric, people: list[Person]) -> None:
    """To whom the metric matters, in that order; rows that stay are not touched."""
    wanted = {person.pk: place for place, person in enumerate(people)}
    for row in MetricReader.objects.filter(metric=metric):
        if row.person_id in wanted:
            wanted.pop(row.person_id)
        else:
            row.delete()
    for pk, place in wanted.items():
        MetricReader.objects.create(workspace=metric.workspace, metric=metric, person_id=pk, position=place)


def set_told(metric: Metric, told: Iterable[tuple[int, str]]) -> None:
    """Who is told of the metric and how often, in that order; a row that says the same is not touched."""
    there = list(Telling.objects.filter(metric=metric))
    for place, (person, cadence) in enumerate(told):
        row = next((one for one in there if one.person_id == person), None)
        if row is None:
            row = Telling(workspace=metric.workspace, metric=metric, person_id=person)
        else:
            there.remove(row)
        if row.pk and (row.cadence, row.position) == (cadence, place):
            continue
        row.cadence, row.position = cadence, place
        row.full_clean()
        row.save()
    for left in there:
        left.delete()
