"""The briefing's styles need nothing that the PDF maker does not know."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
SHEETS = sorted(path.name for path in CSS.glob("briefing*.css"))
UNKNOWN = r"color-mix|@supports|@container|sticky|fit-content|@media (?!print|screen)"


@pytest.mark.parametrize("name", SHEETS)
def test_paper_needs_only_what_the_pdf_maker_knows(name: str) -> None:
    rules = re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.DOTALL)

    assert re.findall(UNKNOWN, rules) == []
