"""What the five layers have in common."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable
from alignment.models.people import Person
from alignment.models.plan import Plan
from alignment.rules.content import Layer


class Item(Archivable):
    """An item of a layer, at home in one plan. Its links go to the neighbouring layers."""

    layer: ClassVar[Layer]

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss", editable=False)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who answers for it")
    )
    # Digest of what gives the item its sense (rules.meaning); links remember the one they were confirmed by.
    meaning = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
