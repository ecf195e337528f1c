"""A report as JSON, and its schema: the same report gives the same bytes, and none of them steers a terminal."""

from __future__ import annotations

import json
import re

from okrlang.report.report import Model
from okrlang.syntax.characters import HIDDEN


def document(report: Model) -> str:
    """The report as JSON."""
    return _tamed(report.model_dump_json(indent=2))


def schema(of: type[Model]) -> str:
    """The JSON Schema (2020-12) that every such report meets."""
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return _tamed(json.dumps(about | of.model_json_schema(mode="serialization"), indent=2))


def _tamed(text: str) -> str:
    """The text with what is hidden in it as an escape: such a character can only stand inside a string of it."""
    return re.sub(HIDDEN, lambda hidden: json.dumps(hidden[0])[1:-1], text) + "\n"
