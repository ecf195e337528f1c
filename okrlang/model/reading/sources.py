"""Where rows come from: files, and tables of databases."""

from __future__ import annotations

from okrlang.model.calendar import ISO, is_date_form
from okrlang.model.reading.clauses import Clauses, member_name
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.parts import inside_root, title
from okrlang.model.workspace import DataSource
from okrlang.syntax import tree

_KINDS = {
    **dict.fromkeys(("csv", "tsv", "txt"), "csv"),
    **dict.fromkeys(("jsonl", "ndjson"), "jsonl"),
    **dict.fromkeys(("db", "sqlite", "sqlite3"), "sqlite"),
}


def read_source(node: tree.DataSource, draft: Draft) -> None:
    """Enter a source; one that does not say where its rows are is lost."""
    id, before = node.name.text, draft.complaints.mistakes
    clauses = draft.clauses("source", id, node.clauses)
    file, database, table = clauses.one(tree.File), clauses.one(tree.Database), clauses.one(tree.Table)
    draft.contradiction("a source is a `file` or a `database`, not both", file, database)
    kind, path = _place(node, file, database, draft)
    if kind is None:
        draft.names.lose("source", id, node.name.span)
        return
    _check_table(kind, table, file or database, draft)
    date_column, value_column = clauses.one(tree.DateColumn), clauses.one(tree.ValueColumn)
    sign = clauses.one(tree.DecimalSign)
    draft.sources[id] = DataSource(
        id,
        title(node.name, node.title),
        kind,
        path,
        database.address.value if database and database.from_environment else None,
        table.name.value if table else None,
        member_name(date_column.column) if date_column else None,
        member_name(value_column.column) if value_column else None,
        _separator(clauses, path, draft),
        sign is not None and sign.word == "comma",
        _dates_as(clauses, draft),
        node.span,
        draft.complaints.mistakes == before,
    )


def _place(
    node: tree.DataSource, file: tree.File | None, database: tree.Database | None, draft: Draft
) -> tuple[str | None, str | None]:
    """The kind of a source and its path."""
    if database and database.from_environment and not file:
        return "database", None
    path = file.path if file else database.address if database else None
    if path is None:
        message = f"source `{node.name.text}` does not say where its rows are"
        draft.complaints.error("source-without-file", message, node.name.span, 'write `file "data/figures.csv"`')
        return None, None
    if not inside_root(path, draft):
        return None, None
    if database and not file:
        return "sqlite", path.value
    kind = _KINDS.get(path.value.rpartition(".")[2].lower())
    if kind is None:
        help = "files are read by their ending: " + ", ".join(f"`.{ending}`" for ending in _KINDS)
        draft.complaints.error("unknown-format", f"`{path.value}` is of no kind that can be read", path.span, help)
    return kind, path.value


def _check_table(kind: str, table: tree.Table | None, place: tree.Node | None, draft: Draft) -> None:
    if kind in ("sqlite", "database") and table is None and place is not None:
        message = "a database has many tables, and none is named"
        draft.complaints.error("source-without-file", message, place.span, 'write `table "tickets"` besides')
    elif kind in ("csv", "jsonl") and table is not None:
        message = f"`{table.kind}` cannot stand here: a file has no tables"
        draft.complaints.error("misplaced-property", message, table.span)


def _separator(clauses: Clauses, path: str | None, draft: Draft) -> str:
    clause = clauses.one(tree.SeparatedBy)
    usual = "\t" if path and path.lower().endswith(".tsv") else ","
    if clause is None:
        return usual
    sign = {"tab": "\t"}.get(clause.text.value, clause.text.value)
    if len(sign) == 1 and not sign.isalnum() and sign not in '"\n\r':
        return sign
    draft.complaints.error(
        "bad-separator", f"`{clause.text.value}` cannot separate cells", clause.text.span, 'write one sign, or `"tab"`'
    )
    return usual


def _dates_as(clauses: Clauses, draft: Draft) -> str:
    clause = clauses.one(tree.DatesAs)
    if clause is None or is_date_form(clause.form.value):
        return clause.form.value if clause else ISO
    draft.complaints.error(
        "bad-date-form",
        f"`{clause.form.value}` does not say how dates are written",
        clause.form.span,
        "write `dd.mm.yyyy`, `mm/dd/yyyy` or `yyyy-mm-dd`",
    )
    return ISO
