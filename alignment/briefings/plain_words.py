"""Texts of a plan as learners may read them: without sums of money and without names of stakeholders."""

import re
from collections.abc import Iterable

MONEY = re.compile(r"(?:\b[A-Z]{3}|[€$£¥])\s?\d|\d[\d.,\s]*(?:€|£|\$|\b(?:EUR|USD|GBP|CHF)\b)")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
SAMPLE = re.compile(r"\s*\([^)]*\)$")


def for_learners(text: str, people: Iterable[str]) -> str:
    """A text without the sentences that speak of money or name somebody."""
    names = [name for name in (SAMPLE.sub("", one).strip().lower() for one in people) if name]
    kept = [
        sentence.strip()
        for sentence in SENTENCE.split(text)
        if not MONEY.search(sentence) and not any(name in sentence.lower() for name in names)
    ]
    return " ".join(sentence for sentence in kept if sentence)
