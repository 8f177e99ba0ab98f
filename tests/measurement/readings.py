"""What the tests of readings share besides fixtures: a value, and where it is read and shown."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from alignment.models import Reading, User

ClientOf = Callable[[User], Client]
SEPTEMBER = date(2026, 9, 30)
SAID = {"date": SEPTEMBER, "value": Decimal(12)}


def page(name: str, *ids: int) -> str:
    return reverse(f"measurement:{name}", args=["acme", *ids])


def fresh(reading: Reading) -> Reading:
    return Reading.objects.select_related("metric", "workspace").get(pk=reading.pk)
