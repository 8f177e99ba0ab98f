"""Addresses of pages of other features, which are known by name alone."""

from django.urls import NoReverseMatch, reverse


def address_if_there(name: str, *args: object) -> str:
    """The address of a page; empty where no feature serves one of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
