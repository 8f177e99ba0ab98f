"""Consultations, parked notes and the people whom a plan can name."""

from alignment.models import Consultation, ParkedNote, Person, Plan, Step, Workspace


def consultations_by_step(plan: Plan) -> list[list[Consultation]]:
    """Who was consulted, a list for each of the five steps, in the order in which it was recorded."""
    found = Consultation.objects.filter(plan=plan).select_related("person", "conversation")
    ordered = sorted(found, key=lambda one: (one.position, one.pk))
    return [[one for one in ordered if one.step == step] for step in Step.values]


def notes_of(plan: Plan) -> list[ParkedNote]:
    """The parked notes of a plan, the oldest first."""
    return sorted(ParkedNote.objects.filter(plan=plan), key=lambda note: (note.position, note.pk))


def people_to_name(workspace: Workspace) -> list[Person]:
    """The people of a workspace who are not archived, in their order."""
    found = Person.objects.filter(workspace=workspace).current()
    return sorted(found, key=lambda person: (person.position, person.key))
