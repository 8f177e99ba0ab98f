"""What each step asks: the question, its help, examples, and what to ask stakeholders aloud."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Hint:
    """What to do in a case that comes up often: `when` names it, `then` says what to do."""

    when: Words
    then: Words


@dataclass(frozen=True)
class StepText:
    """All words of one step. `slug` is its part of the address, `layer` what it makes."""

    slug: str
    layer: str
    number: int | None
    name: Words
    task: Words
    question: Words
    help: Words
    example: Words
    not_yet: Words
    not_here: Words
    room: Words
    prompts: tuple[Words, ...]
    hints: tuple[Hint, ...] = ()

    @property
    def title(self) -> str:
        """The step with its number, as the stepper shows it."""
        return f"{self.number}. {self.name}" if self.number else str(self.name)


GOALS = StepText(
    slug="goals",
    layer="goal",
    number=1,
    name=_("Business goals"),
    task=_("Define business goals"),
    question=_("What must the business have achieved 12 to 18 months from now?"),
    help=_(
        "A business goal is a result that leadership is held to. "
        "It has a number, a date and somebody who answers for it."
    ),
    example=_("“People who leave by own choice: from 18 % to 14 % a year by June 2027.”"),
    not_yet=_("“Become a better employer.”"),
    not_here=_("“Train all managers” (that is something we do; it comes last)."),
    room=_("Budget holder, department heads, HR business partner."),
    prompts=(
        _(
            "What do our customers count on us for, and which part of that is hardest to keep up "
            "at the moment?"
        ),
        _(
            "What happens around us, such as competitors, prices, rules or the job market, "
            "that we have to reckon with?"
        ),
        _(
            "Suppose we meet again in a year and a half and you say it worked. "
            "Which number is different, from what to what?"
        ),
        _("How do you want to get there? What has been decided, and what will you not do?"),
        _("What has stopped us so far? What of that do we know, and what do we only suppose?"),
        _(
            "How was this goal set, and can it still be shaped? Where could people’s learning help, "
            "and where would it make no difference?"
        ),
    ),
    hints=(
        Hint(
            _("When it is too big"),
            _("Which team has a goal of its own that feeds into this one? Start there and link upward."),
        ),
        Hint(
            _("When nobody knows the strategy"),
            _("Write “not known” and who can be asked. A guess is fine as long as it is marked as one."),
        ),
    ),
)

OUTCOMES = StepText(
    slug="outcomes",
    layer="outcome",
    number=2,
    name=_("Performance outcomes"),
    task=_("Identify performance outcomes"),
    question=_("What has to change in the way work goes so that the goal is met?"),
    help=_(
        "A performance outcome is a change you could see in the work of a team, with a number "
        "that somebody already reports or could report."
    ),
    example=_("“Customers get a first useful reply in 30 minutes instead of 42.”"),
    not_yet=_("“Service improves.”"),
    not_here=_("“200 people attend” (that counts our work, not theirs)."),
    room=_("Department heads, managers, HR business partner."),
    prompts=(
        _("Where does this already work the way it should? What is different there?"),
        _("What is under way that moves this number, whether or not learning has a part in it? Who runs it?"),
        _("What happens today that should not, or fails to happen? Tell me about the last time."),
        _(
            "The same goal can be reached in different ways. For more revenue: more leads, more deals "
            "or bigger deals? Which is it here, and how do we know?"
        ),
        _(
            "Which target is set for this quarter or this year? Where does the number stand today, "
            "and where is it written down?"
        ),
        _(
            "If nothing changes, what does it cost your department in a year, and what would everybody "
            "gain if it did change?"
        ),
    ),
)

MOMENTS = StepText(
    slug="moments",
    layer="moment",
    number=3,
    name=_("Moments of truth"),
    task=_("Discover the moments of truth"),
    question=_("In which situations is it decided whether that happens?"),
    help=_(
        "A moment of truth is one concrete situation, with people in it, in which what they do makes "
        "the difference. You could put it in a diary or point a camera at it."
    ),
    example=_("“Monthly feedback discussion with the manager.”"),
    not_yet=_("“Better communication.”"),
    not_here=_("“The workshop” (the moment is at work, not in the training room)."),
    room=_("Managers, learners, people who do it well. Leave out those who only hear about it."),
    prompts=(
        _("Think of the past month. In which situation was it settled whether this would go well or badly?"),
        _("Who is there, what happened just before, and how often does it come up?"),
        _("Watch somebody who handles it well: what do they do, and in which order?"),
        _("When it goes wrong, what did somebody do, or leave undone?"),
        _(
            "Which meetings, decisions, analyses or customer visits are in your calendar anyway? "
            "Does it happen in one of them?"
        ),
        _(
            "If everybody knew exactly how, would it happen? Or do time, tools, rules, missing "
            "information or the rewards stand in the way?"
        ),
    ),
    hints=(
        Hint(
            _("When the answer to the last question is “no”"),
            _(
                "Record it as not a learning problem, with the better remedy and who takes it on. "
                "That is a good result, and it saves money."
            ),
        ),
    ),
)

LEARNING = StepText(
    slug="learning",
    layer="learning",
    number=4,
    name=_("Learning outcomes"),
    task=_("Set learning outcomes"),
    question=_("Who has to be able to do what in that moment?"),
    help=_(
        "A learning outcome names a group of people and what they will be able to do, or dare to do, "
        "when the moment comes."
    ),
    example=_("“Young managers give feedback on one real situation and what it led to.”"),
    not_yet=_("“Managers understand feedback.”"),
    not_here=_("“Two-day feedback course”."),
    room=_("Learners, their managers, HR business partner."),
    prompts=(
        _(
            "Who stands in that situation? How many are they, how experienced, inside or outside "
            "our organisation?"
        ),
        _("What must they be able to do, know or be willing to do that is missing today?"),
        _("What would we see in the moment itself that tells us they can?"),
        _("Where do they stand today? Have we seen it, asked them, or guessed?"),
        _("What do they get out of it: easier work, a next step, something they wanted anyway?"),
        _("If we could build only one of these this year, which one?"),
    ),
)

INITIATIVES = StepText(
    slug="initiatives",
    layer="initiative",
    number=None,
    name=_("Initiatives"),
    task=_("Choose initiatives"),
    question=_("What do we do so that people learn this, and what do we stop?"),
    help=_(
        "An initiative is anything that builds a learning outcome: a programme, a mentor, a checklist, "
        "an answer card inside the tool. The smallest one that works is the best one."
    ),
    example=_("“Answer cards inside the ticket tool.”"),
    not_yet=_("“Something on leadership.”"),
    not_here=_(
        "“A course that everybody ought to take.” If it builds no learning outcome from step 4, "
        "ask why it is on the list."
    ),
    room=_("Budget holder, managers whose people will spend the time, learners."),
    prompts=(
        _("What are we trying to shift, and what is the smallest thing that could shift it?"),
        _("What do we have already that we can use, connect or stop?"),
        _(
            "Does it have to be a course? Could a colleague, a checklist, a change in the tool or an hour "
            "with the manager do it better and closer to the moment?"
        ),
        _(
            "If units have to work together: how will they learn together? Does the learning team itself "
            "have to work differently, and which goal should it set itself?"
        ),
        _("How sure are we that this will help? What would make us drop it and look for something else?"),
        _(
            "What does it cost, people’s time included? What do we need from you, by when, and what will "
            "you be able to see first?"
        ),
    ),
    hints=(
        Hint(
            _("When steps 1 to 3 hold nothing yet"),
            _(
                "Say what you are trying to shift, in one sentence, and go on. The initiative stays marked "
                "until its goal, its moment and its learning outcome are known."
            ),
        ),
    ),
)

#: In the order in which they are walked.
STEPS: tuple[StepText, ...] = (GOALS, OUTCOMES, MOMENTS, LEARNING, INITIATIVES)
BY_SLUG: dict[str, StepText] = {step.slug: step for step in STEPS}
BY_LAYER: dict[str, StepText] = {step.layer: step for step in STEPS}
