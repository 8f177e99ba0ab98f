"""What templates say in words: icons, numbers, dates, statuses, where we are."""

from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.safestring import SafeString, mark_safe

from alignment.ui import feedback, formats
from alignment.ui.icons import svg_icon
from alignment.ui.statuses import LAYERS, status

register = template.Library()

register.filter("number", formats.number)
register.filter("quantity", formats.quantity)
register.filter("percent", formats.percent)
register.filter("money", formats.money)
register.filter("day", formats.day, expects_localtime=True)
register.filter("short_day", formats.short_day, expects_localtime=True)
register.filter("month", formats.month, expects_localtime=True)
register.filter("until", formats.period)


@register.simple_tag
def icon(name: str, size: int = 20, colour: str = "") -> SafeString:
    """Draw an icon: {% icon "target" %}."""
    return svg_icon(str(name), size, str(colour))


@register.simple_tag
def layer_icon(layer: str, size: int = 20, colour: str = "") -> SafeString:
    """Draw the icon of a layer: {% layer_icon "goal" %}."""
    return svg_icon(LAYERS[layer].icon, size, str(colour))


@register.filter
def layer_name(layer: str) -> str:
    """ "goal" reads "Business goal"."""
    return str(LAYERS[layer].name)


@register.filter
def layer_plural(layer: str) -> str:
    """ "goal" reads "Business goals"."""
    return str(LAYERS[layer].plural)


@register.inclusion_tag("ui/_status.html")
def status_tag(code: str, label: str = "") -> dict[str, Any]:
    """A status as a tag; `label` replaces the usual words."""
    found = status(str(code))
    return {"label": label or found.label, "tone": found.tone, "icon": found.icon, "code": code}


@register.filter
def status_label(code: str) -> str:
    """The usual words of a status code."""
    return str(status(str(code)).label)


@register.filter
def undo_of(message: Message) -> feedback.UndoOffer | None:
    """What this message's Undo button takes back, if it has one."""
    return feedback.undo_of(message)


@register.simple_tag(takes_context=True)
def current(context: RequestContext, *names: str) -> SafeString:
    """Mark a navigation entry as the current one; a name ending in ":" means a whole feature."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.view_name if match else ""
    hit = any(here == name or (name.endswith(":") and here.startswith(name)) for name in names)
    return mark_safe(' aria-current="page"' if hit else "")  # noqa: S308  a constant


@register.simple_tag(takes_context=True)
def querystring(context: RequestContext, **changes: Any) -> str:
    """This address's query with some parts changed; an empty value takes the part out."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def page_address(context: RequestContext, number: int, param: str = "") -> str:
    """This address at another page of a list."""
    return querystring(context, **{param or "page": number})


@register.simple_tag(takes_context=True)
def table_order(context: RequestContext, table: Any, column: Any) -> str:
    """This address sorted by that column, from its first page."""
    query: QueryDict = context["request"].GET.copy()
    query.pop(table.prefixed_page_field, None)
    query[table.prefixed_order_by_field] = column.order_by_alias.next
    return f"?{query.urlencode()}"
