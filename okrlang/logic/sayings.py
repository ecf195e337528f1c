"""Sayings: the messages of a rule, and the values in them that nobody may know when they are said."""

from __future__ import annotations

from okrlang.logic.facts import Facts
from okrlang.logic.inference import Inference
from okrlang.logic.phrases import phrase, shown
from okrlang.logic.typed import Typed
from okrlang.logic.types import TYPES
from okrlang.syntax import tree

_SHOWN = frozenset({"text", "date", "period", "number", "quantity", "duration", "condition", "evidence"})


def check_saying(template: tree.Template, known: Facts, inference: Inference, may_be_told: bool) -> None:
    """Check the values in a message that is said where some facts are known.

    What was left out prints as `—`: it is a mistake where that is certain, and worth knowing where it may be. What is
    measured may always come late; the dash says so, and nothing more is said of it here.
    """
    if not any(part if not isinstance(part, str) else part.strip() for part in template.parts):
        inference.complaints.warning("empty-message", "this message says nothing", template.span, "say what is wrong")
    with inference.knowing(known):
        for part in template.parts:
            if not isinstance(part, str):
                _check_value(part, known, inference, may_be_told)


def _check_value(part: tree.Expression, known: Facts, inference: Inference, may_be_told: bool) -> None:
    found = inference.value(part)
    if found.lost:
        return
    if not _is_shown(found):
        message = f"`{shown(part)}` is {phrase(found)}, which cannot be shown"
        inference.fault("type-mismatch", message, part.span, "say which of its fields is meant")
    elif _is_missing(part, known):
        message = f"`{shown(part)}` is missing wherever this is said, and prints as `—`"
        inference.complaints.warning("unknown-in-message", message, part.span, "say something else of it")
    elif may_be_told and found.optional and not found.measured:
        message = f"`{shown(part)}` may not be known where this is said, and then prints as `—`"
        inference.complaints.info("unknown-in-message", message, part.span)


def _is_shown(found: Typed) -> bool:
    """Whether a value can stand in a message: it is plain, or a thing that has an id."""
    return not any(name in TYPES and name not in _SHOWN and "id" not in TYPES[name] for name in found.types)


def _is_missing(node: tree.Node, known: Facts) -> bool:
    """Whether a value, or what it is a field of, was shown to be missing."""
    while known.get(("there", node)) is not False:
        if not isinstance(node, tree.Field):
            return False
        node = node.of
    return True
