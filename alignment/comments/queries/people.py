"""Who can be mentioned: by members everybody of the workspace, by guests whom their pages name anyway."""

from django.db.models import Q

from alignment.comments.queries.items import Subject, owner_shown
from alignment.comments.queries.threads import threads_of_plan
from alignment.comments.voices import Voice
from alignment.comments.words import clean_name
from alignment.models import Comment, Mention, Person, Plan
from alignment.people.queries import persons_of


def people_to_mention(plan: Plan, voice: Voice, subject: Subject | None) -> list[Person]:
    """The people whom a comment may mention, by name.

    A guest learns nothing from it: only who takes part in the talk that the link shows, who is mentioned
    there, and who answers for the item where the page says so.
    """
    people = Person.objects.filter(workspace=plan.workspace_id, archived_at=None, erased_at=None)
    if voice.link is not None:
        heads = threads_of_plan(plan, voice).order_by().values("pk")
        shown = Q(pk__in=heads) | Q(parent__in=heads)
        talk = Comment.objects.filter(shown, plan=plan).for_guests().said()
        wrote = set(talk.exclude(person=None).values_list("person_id", "author_name"))
        named = set(Mention.objects.filter(comment__in=talk).values_list("person_id", flat=True))
        owner = owner_shown(voice.link, subject) if subject else None
        in_sight = named | ({owner.pk} if owner else set())
        near = people.filter(pk__in=in_sight | {pk for pk, _name in wrote})
        seen = [one for one in near if one.pk in in_sight or (one.pk, one.name) in wrote]
        return sorted(seen, key=_by_name)
    return sorted(people, key=_by_name)


def person_of(plan: Plan, voice: Voice) -> Person | None:
    """The person who a voice belongs to, when the workspace knows it."""
    if voice.link is not None:
        return voice.link.person
    if voice.user is None:
        return None
    return persons_of(voice.user, plan.workspace).first()


def name_of(voice: Voice, person: Person | None, typed: str = "") -> str:
    """What everybody reads beside a comment: a name, never an address."""
    if voice.link is not None:
        return person.name if person else typed
    own = clean_name(voice.user.public_name) if voice.user else ""
    return own or (person.name if person else "")


def _by_name(person: Person) -> tuple[str, int]:
    return person.name.casefold(), person.pk
