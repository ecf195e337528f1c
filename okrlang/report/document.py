"""A report as JSON, and its schema: the same report gives the same bytes, and none of them steers a terminal."""

from __future__ import annotations

import json
import re

from okrlang.report.report import LintReport, Report
from okrlang.syntax.characters import shown

_FOREIGN = re.compile("[\x7f-\U0010ffff]")  # such a character can only stand inside a string


def document(report: Report | LintReport) -> str:
    """The report as JSON."""
    return _tamed(report.model_dump_json(indent=2))


def schema(of: type[Report] | type[LintReport]) -> str:
    """The JSON Schema (2020-12) that every such report meets."""
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return _tamed(json.dumps(about | of.model_json_schema(mode="serialization"), indent=2))


def _tamed(text: str) -> str:
    return _FOREIGN.sub(_escaped, text) + "\n"


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if shown(found[0]) != found[0] else found[0]
