"""All answers of a session as pages show them: by question, merged ones together, with their votes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from alignment.framework.questions import STEPS
from alignment.models import ITEM, Answer, GuidedSession, Participant, Vote


@dataclass(frozen=True)
class Made:
    """The item that an answer became."""

    layer: str
    pk: int
    title: str


@dataclass
class Line:
    """One answer that stands by itself, with those that were merged into it."""

    answer: Answer
    people: set[int] = field(default_factory=set)  # who voted for it, each once
    merged: list[Answer] = field(default_factory=list)
    made: Made | None = None

    @property
    def votes(self) -> int:
        return len(self.people)


@dataclass
class Question:
    """One of the step's questions with its answers; number 0 are those to none in particular."""

    number: int
    words: str | Promise
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """What was answered and voted; a fixed number of queries, however much that is."""

    questions: list[Question]
    answers: int
    votes: int
    voters: int

    @property
    def lines(self) -> list[Line]:
        """Every answer, question by question."""
        return [line for question in self.questions for line in question.lines]

    @property
    def ranked(self) -> list[Line]:
        """Every answer, those with most votes first."""
        return sorted(self.lines, key=lambda line: -line.votes)

    @property
    def picked(self) -> list[Line]:
        """The answers with votes, most first; where nobody voted, all of them."""
        return [line for line in self.ranked if line.votes or not self.votes]

    @property
    def rest(self) -> list[Line]:
        """The answers without a vote, where there was a vote."""
        return [line for line in self.lines if self.votes and not line.votes]

    @property
    def groups(self) -> list[str]:
        """The labels in use."""
        return sorted({line.answer.group for line in self.lines if line.answer.group}, key=str.casefold)


def board_of(session: GuidedSession) -> Board:
    """The board of a session as it is now."""
    every = list(
        Answer.objects.filter(session=session, withdrawn_at=None)
        .select_related("participant")
        .order_by("prompt", "created", "pk")
    )
    made = made_of(every)
    lines = {one.pk: Line(one, made=made.get(one.item)) for one in every if one.merged_into_id is None}
    root: dict[int, int] = {one.pk: one.merged_into_id or one.pk for one in every}
    for one in every:
        if one.merged_into_id in lines:
            lines[one.merged_into_id].merged.append(one)
    voters = set()
    given = Vote.objects.filter(answer__session=session, answer__withdrawn_at=None, participant__removal=None)
    for answer, participant in given.values_list("answer_id", "participant_id"):
        if root.get(answer) in lines:
            lines[root[answer]].people.add(participant)
            voters.add(participant)
    return Board(
        questions=_questions(session, lines.values()),
        answers=len(every),
        votes=sum(line.votes for line in lines.values()),
        voters=len(voters),
    )


def made_of(answers: Iterable[Answer]) -> dict[str, Made]:
    """The items that answers became, by key. No query when there are none."""
    keys = {one.item for one in answers if one.item}
    if not keys:
        return {}
    workspace = next(iter(answers)).workspace_id
    return {
        key: Made(layer.word, pk, title)
        for layer, model in ITEM.items()
        for key, pk, title in model.objects.filter(workspace=workspace, key__in=keys).values_list(
            "key", "pk", "title"
        )
    }


def own_answers(participant: Participant) -> dict[int, list[Answer]]:
    """What somebody said and did not take back, by question."""
    said = defaultdict(list)
    for one in Answer.objects.filter(participant=participant, withdrawn_at=None).order_by("created", "pk"):
        said[one.prompt].append(one)
    return dict(said)


def _questions(session: GuidedSession, lines: Iterable[Line]) -> list[Question]:
    prompts = STEPS[session.step - 1].prompts
    found = [Question(number, words) for number, words in enumerate(prompts, start=1)]
    other = Question(0, "")
    for line in lines:
        number = line.answer.prompt
        (found[number - 1] if 1 <= number <= len(found) else other).lines.append(line)
    return [*found, other] if other.lines else found
