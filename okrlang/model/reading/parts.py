"""The parts that declarations share: who, why, evidence, and what became of a goal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import day_of, moment
from okrlang.model.workspace import Approval, Dropped, Evidence, Party
from okrlang.syntax import tree

_SHA256 = re.compile(r"[0-9a-fA-F]{64}").fullmatch
_ABSOLUTE = re.compile(r"[/\\~]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+://").match


def party(who: tree.Party, draft: Draft) -> Party:
    """A unit of the organization, or anybody in words; a name that nobody bears stays a word."""
    if isinstance(who, tree.Text):
        return Party(None, who.value)
    found = draft.names.find(who, ("unit", "company"))
    return Party(found.id if found else None, who.text)


def parties(whom: Iterable[tree.Party], draft: Draft) -> tuple[Party, ...]:
    """Several of them."""
    return tuple(party(who, draft) for who in whom)


def owners(clauses: Clauses, draft: Draft) -> tuple[Party | None, tuple[Party, ...]]:
    """Who is accountable, and who stands after `with`."""
    owner = clauses.one(tree.Owner)
    return (party(owner.owner, draft), parties(owner.others, draft)) if owner else (None, ())


def approval(clauses: Clauses, draft: Draft) -> Approval | None:
    """Who approved."""
    approved = clauses.one(tree.Approved)
    if not approved:
        return None
    return Approval(party(approved.by, draft), day_of(approved.day) if approved.day else None)


def because(clauses: Clauses, draft: Draft) -> str | None:
    """The reason given."""
    clause = clauses.one(tree.Because)
    return wording(clause.text, draft) if clause else None


def wording(text: tree.Text, draft: Draft) -> str | None:
    """What a text says; one without a letter or a digit says nothing, and is taken as left out."""
    if any(map(str.isalnum, text.value)):
        return text.value
    message = f"`{text.span.text}` says nothing: it is taken as left out"
    draft.complaints.warning("empty-text", message, text.span, "write what there is to say, or take it out")
    return None


def tags(clauses: Clauses) -> tuple[str, ...]:
    """The tags, each once."""
    clause = clauses.one(tree.Tags)
    return tuple(dict.fromkeys(name.text for name in clause.names)) if clause else ()


def title(node: tree.Name | tree.PeriodName, text: tree.Text | None) -> str:
    """The title of a declaration; its name where it has none."""
    return text.value if text else node.text


def dropped(clauses: Clauses, draft: Draft) -> Dropped | None:
    """That the goal was dropped."""
    clause = clauses.one(tree.Dropped)
    on = moment(clause.day, draft) if clause else None
    return Dropped(on, clause.because.value) if clause and on else None


def evidence(clauses: Clauses, draft: Draft) -> tuple[Evidence, ...]:
    """The files that show it, each with its SHA-256 where a sound one is given."""
    return tuple(_file(clause, draft) for clause in clauses.all(tree.Evidence))


def _file(clause: tree.Evidence, draft: Draft) -> Evidence:
    inside_root(clause.path, draft)
    sha256 = clause.sha256.value if clause.sha256 else None
    if clause.sha256 and not _SHA256(clause.sha256.value):
        draft.complaints.error(
            "bad-sha256",
            f"`{clause.sha256.value}` is not a SHA-256",
            clause.sha256.span,
            "it has 64 digits from `0` to `f`, as `sha256sum FILE` prints them",
        )
        sha256 = None
    return Evidence(clause.path.value, sha256.lower() if sha256 else None, clause.span)


def inside_root(path: tree.Text, draft: Draft) -> bool:
    """Whether a path is relative and stays inside the root, as far as its text tells."""
    why = _leaves_root(path.value)
    if why:
        help = "write it relative to the root of the workspace: `data/figures.csv`"
        draft.complaints.error("path-outside-root", f"`{path.value}` {why}", path.span, help)
    return why is None


def _leaves_root(path: str) -> str | None:
    if not path.strip():
        return "names no file"
    if _ABSOLUTE(path):
        return "is not a path inside the workspace"
    depth = 0
    for part in path.replace("\\", "/").split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return "leads out of the workspace"
    return None
