"""Adding, changing and archiving stories; they are read on the page of their item."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit, row_to_edit
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.queries.notes import people_to_name
from alignment.framework.queries.stories import PLACES
from alignment.models import Item, Plan, Story, Workspace
from alignment.stories import services
from alignment.stories.forms import EditStoryForm, StoryForm, shown
from alignment.tracing.addresses import item_address
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import own_page


@allows(GET="editor", POST="editor")
def story_new(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """Writes down what somebody said or saw about an item."""
    item = item_to_edit(request.user, workspace, layer, item_id)
    form = StoryForm(
        request.POST if request.method == "POST" else None, people=people_to_name(item.workspace)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            _made, done = services.add_story(
                item,
                by=actor(request),
                fields=form.fields_said(),
                who=said["who"],
                request_key=said["request_key"],
            )
            tell(request, _("The story is written down."), undo=done)
        except AlreadyDone:
            pass
        return redirect(_back(request, item))
    return render(request, "stories/story_form.html", _context(request, item, form), status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(EditStoryForm)
def story_edit(request: HttpRequest, workspace: str, story_id: int) -> HttpResponse:
    """Changes a story, or writes down that it may be quoted."""
    story = _story(request, workspace, story_id)
    form = EditStoryForm(
        request.POST if request.method == "POST" else None,
        people=people_to_name(story.workspace),
        initial=shown(story),
    )
    context = _context(request, story.item, form) | {"story": story}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = services.edit_story(
                story,
                by=actor(request),
                version=said["version"],
                fields=form.fields_said(),
                who=said["who"],
            )
        except StaleWrite as stale:
            return conflict_page(request, "stories/story_form.html", context, stale.current, shown)
        tell(request, _("Saved the story."), undo=done)
        return redirect(_back(request, story.item))
    return render(request, "stories/story_form.html", context, status=status_of(form))


@allows(POST="editor")
def story_archive(request: HttpRequest, workspace: str, story_id: int) -> HttpResponse:
    story = _story(request, workspace, story_id)
    done = services.archive_story(story, by=actor(request))
    tell(request, _("Archived the story."), undo=done)
    return redirect(_back(request, story.item))


@allows(POST="editor")
def story_restore(request: HttpRequest, workspace: str, story_id: int) -> HttpResponse:
    story = _story(request, workspace, story_id)
    done = services.restore_story(story, by=actor(request))
    tell(request, _("Brought the story back."), undo=done)
    return redirect(_back(request, story.item))


def _story(request: HttpRequest, workspace: str, story_id: int) -> Story:
    places = [f"{place}__plan" for place in PLACES]
    story: Story = row_to_edit(Story, request.user, workspace, story_id, "person", *places)
    _at_home(story.item, story.workspace)
    return story


def _at_home(item: Item, workspace: Workspace) -> Plan:
    """The plan of an item, with the workspace filled in where it was read without."""
    item.workspace = item.plan.workspace = workspace
    return item.plan


def _context(request: HttpRequest, item: Item, form: StoryForm) -> dict[str, Any]:
    plan = _at_home(item, item.workspace)
    return {"plan": plan, "item": item, "form": form, "back": _back(request, item)}


def _back(request: HttpRequest, item: Item) -> str:
    """The page that the form was opened from, else that of the item."""
    there = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return there or item_address(item.workspace.slug, item.layer.word, item.pk)
