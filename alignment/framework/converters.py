"""The part of an address that names a step: goals, outcomes, moments, learning, initiatives."""

from django.urls import register_converter

from alignment.framework.questions import BY_SLUG


class StepConverter:
    """Matches the word of a step and nothing else, so that it shadows no other page of a plan."""

    regex = "|".join(BY_SLUG)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StepConverter, "step")  # here, so that it happens once
