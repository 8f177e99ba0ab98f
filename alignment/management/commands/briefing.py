"""manage.py briefing: a plan's briefing as a PDF file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from alignment.briefings.briefs import Asked
from alignment.briefings.document import document_of, pdf_of_document
from alignment.management.answers import (
    AnswerCommand,
    one_line,
    plan_or_error,
    workspace_or_error,
    write_file,
)
from alignment.models import Plan, Reader
from alignment.speaking import speaking_to
from alignment.ui.pdf import PdfUnavailable


class Command(AnswerCommand):
    """Writes what the page of the same briefing offers as PDF, in the workspace's language."""

    help = "Writes a plan's briefing as a PDF file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--plan", required=True, metavar="KEY", help="a plan's key or id")
        parser.add_argument(
            "--for",
            dest="reader",
            default=Reader.EXECUTIVE.value,
            metavar="READER",
            help="executive (if not given), cfo, department, learners or hr",
        )
        parser.add_argument("--goal", default="", metavar="KEY", help="a briefing about this goal alone")
        parser.add_argument("--group", default="", metavar="KEY", help="for learners: this group alone")
        parser.add_argument("-o", "--output", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reader"] not in Reader.values:
            readers = ", ".join(Reader.values)
            wanted = one_line(options["reader"])[:60]
            raise CommandError(f"There is no briefing for '{wanted}'. There is one for: {readers}.")
        asked = Asked(options["reader"], goal=options["goal"], group=options["group"])
        for name in ("goal", "group"):
            if getattr(asked, name) and name not in {*asked.kind.narrows}:
                raise CommandError(f"--{name} does not go with --for {asked.reader}.")
        workspace = workspace_or_error(options["workspace"])
        plan = plan_or_error(workspace, options["plan"])
        with speaking_to(None, workspace):
            body = _pdf(plan, asked)
        write_file(options["output"], body)


def _pdf(plan: Plan, asked: Asked) -> bytes:
    try:
        document = document_of(plan, timezone.localdate(), asked)
    except KeyError:
        what = "live goal" if asked.goal else "target group that learns something,"
        named = one_line(asked.goal or asked.group)[:60]
        raise CommandError(f"Plan '{plan.key}' has no {what} '{named}'.") from None
    try:
        return pdf_of_document(plan, document)
    except PdfUnavailable as problem:
        raise CommandError(one_line(problem)) from None
