"""What a person may ask for: to get what is kept about them, and to be taken out."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_own
from alignment.models import Person
from alignment.people.forms.erasing import EraseForm
from alignment.people.queries.belongings import everything_about, forecast
from alignment.people.queries.charges import charges_of
from alignment.people.services.erasing import AlreadyErased, StillMember, erase
from alignment.ui.downloads import file_answer
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go


@allows(GET="owner", POST="owner")
def person_erase(request: HttpRequest, workspace: str, person_id: int) -> HttpResponse:
    """What it will do, counted, before it is done."""
    person = row_to_own(Person, request.user, workspace, person_id, "user")
    if person.is_erased:
        warn(request, str(AlreadyErased()))
        return go(request, "people:person_detail", workspace, person.pk)
    found = forecast(person)
    form = EraseForm(sent(request), found=found)
    if request.method == "POST" and form.is_valid():
        try:
            gone, _done = erase(person, words=form.takes_words, inside=form.looks_inside, by=actor(request))
        except (StillMember, AlreadyErased) as problem:
            warn(request, str(problem))
        else:
            tell(request, _("Done. What is left stands under “%(name)s”.") % {"name": gone.name})
        return go(request, "people:person_detail", workspace, person.pk)
    context = {"person": person, "found": found, "form": form, "charges": charges_of(person)}
    return render(request, "people/person_erase.html", context, status=status_of(form))


@allows(GET="owner")
def person_download(request: HttpRequest, workspace: str, person_id: int) -> HttpResponse:
    """Everything that is kept about a person, as a file to hand to them."""
    person = row_to_own(Person, request.user, workspace, person_id, "user")
    text = json.dumps(everything_about(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return file_answer(text + "\n", "application/json; charset=utf-8", f"{person.key}.json")
