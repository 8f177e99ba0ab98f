"""What a page says, without its markup."""

from typing import Any

from django.utils.html import strip_tags


def text_of(response: Any) -> str:
    """The words of an answer, in one line."""
    return " ".join(strip_tags(response.content.decode()).split())
