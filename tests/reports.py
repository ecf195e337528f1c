"""Reports made by hand, for the tests of the renderers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from okrlang.report import report as r

D = Decimal
ORIGIN = r.Origin(
    source="figures",
    path="data/figures.csv",
    filter='name = "churn"',
    rows=8,
    first=date(2026, 1, 31),
    last=date(2026, 8, 31),
    query="last value",
    first_row=2,
    last_row=9,
)


def member(name: str, value: str | None, holds: bool | None) -> r.Member:
    return r.Member(name=name, value=None if value is None else D(value), periods=None, progress=None, holds=holds)


def key_result(**changed: Any) -> r.KeyResult:
    said: dict[str, Any] = {
        "id": "stay.churn",
        "title": "Monthly churn falls",
        "form": "change",
        "metric": "churn",
        "unit": "%",
        "baseline": D("4.2"),
        "target": D("3.0"),
        "current": D("3.4"),
        "at": date(2026, 8, 31),
        "raw": D("0.6666666667"),
        "progress": D("0.6666666667"),
        "expected": D("0.7826"),
        "status": "at_risk",
        "policy": "pace",
        "confidence": D("0.6"),
        "due": date(2026, 9, 30),
        "weight": D(2),
        "low": D("0.6666666667"),
        "high": D("0.6666666667"),
        "distance": D("0.4"),
        "tiers": r.Tiers(commit=True, stretch=False),
        "score": None,
        "written_score": None,
        "projected_score": None,
        "required_rate": None,
        "achieved_rate": None,
        "reported": False,
        "called": None,
        "statuses": (r.PolicyStatus(policy="pace", status="at_risk", called=None),),
        "origin": ORIGIN,
        "provided": (),
        "members": (),
        "milestones": (),
        "trend": None,
        "chart": None,
        "change": None,
        "forecast": None,
        "burn": None,
        "goal": "from 4.2% to 3.0%",
        "because": "progress is 0.85 of what is expected, and `pace` asks for 0.9",
        "why_unknown": {},
        "path": "goals.okr",
        "line": 14,
    }
    return r.KeyResult(**(said | changed))


def trend() -> r.Trend:
    point = r.TrendPoint(
        at=date(2026, 8, 30), status="on_track", known_now="at_risk", progress=D("0.6"), confidence=D("0.8")
    )
    because = "at risk now, was on track on 2026-08-30"
    return r.Trend(
        at=date(2026, 9, 10), now="at_risk", since=date(2026, 9, 10), before=point, points=(point,), because=because
    )


def close(text: str = "Nobody could") -> r.Close:
    """The close of the quarter before, with something in each of its parts."""
    score = r.ClosedGoal(
        id="calm.nights",
        title=text,
        kind="committed",
        status="missed",
        score=D("0.62"),
        written_score=D("0.9"),
        projected_score=None,
        difference=D("0.28"),
        why_unknown={"projected_score": text},
    )
    said = f"calm.nights was scored 0.9, and its figures say 0.62: {text}"
    about = {"rule": "scores-agree", "subject": "calm.nights", "verdict": "fail", "message": said}
    lesson = r.Lesson(
        subject="calm.nights",
        unit="calls",
        ended=D(412),
        target=D(450),
        lower=D(380),
        upper=D(430),
        trial=False,
        met=0,
        periods=3,
        because=text,
    )
    return r.Close(
        cycle="2026-Q2",
        title=text,
        ended=date(2026, 6, 30),
        rollup=r.Rollup(
            committed=r.Committed(met=0, of=1), aspirational=r.Aspirational(mean=None, low=D("0.2"), high=D("0.4"))
        ),
        scores=(score,),
        left=(r.Left(id="calm.days", title=text, at=date(2026, 6, 1), to="2026-Q3", because=text),),
        findings=(r.CloseFinding(about="scores", path="goals.okr", line=3, **about),),
        lessons=(lesson,),
    )


def objective(*key_results: r.KeyResult, **changed: Any) -> r.Objective:
    said: dict[str, Any] = {
        "id": "stay",
        "title": "Shops stay because their business grows with us",
        "owner": "harbour",
        "cycle": "2026-Q3",
        "kind": "aspirational",
        "due": None,
        "status": "at_risk",
        "policy": "pace",
        "called": None,
        "reported": False,
        "statuses": (r.PolicyStatus(policy="pace", status="at_risk", called=None),),
        "progress": D("0.62"),
        "compared": D("0.62"),
        "expected": D("0.78"),
        "low": D("0.62"),
        "high": D("0.62"),
        "score": None,
        "provided": (
            r.Gate(subject="availability", text="availability stays amber", holds=False, because="it is red"),
        ),
        "supports": ("retention",),
        "trend": trend(),
        "because": "progress is 0.79 of what is expected, and `pace` asks for 0.9",
        "why_unknown": {},
        "path": "goals.okr",
        "line": 3,
        "key_results": key_results,
    }
    return r.Objective(**(said | changed))


def kpi(**changed: Any) -> r.Kpi:
    said: dict[str, Any] = {
        "id": "availability",
        "title": "Checkout availability",
        "metric": "uptime",
        "value": D("99.874"),
        "unit": "%",
        "at": date(2026, 9, 9),
        "level": "red",
        "pending": "amber",
        "owner": "platform",
        "bands": (r.Band(level="green", text="at least 99.95%"), r.Band(level="amber", text="at least 99.9%")),
        "trend": None,
        "members": (),
        "chart": None,
        "origin": None,
        "because": "99.874% is below 99.9%",
        "why_unknown": {},
        "path": "measures.okr",
        "line": 118,
    }
    return r.Kpi(**(said | changed))


def item(**changed: Any) -> r.Item:
    said: dict[str, Any] = {
        "id": "3.1",
        "title": "Communicated OKRs and KPIs to all stakeholders.",
        "verdict": "fail",
        "because": "first_choice was told to nobody in time",
        "rules": (r.RuleCount(rule="objective-told", verdict="fail", counts={"fail": 1, "pass": 3}),),
        "advice": (),
        "evidence": (
            r.Exhibit(text="Goals of the quarter at the all-hands", path="records.okr", line=29, row=None),
            r.Exhibit(text="Goals of marketing", path="records.okr", line=40, row=None),
        ),
        "next": "Tell the goals to everybody who works for them, and record the communication.",
        "deviations": (),
    }
    return r.Item(**(said | changed))


def finding(**changed: Any) -> r.Finding:
    said: dict[str, Any] = {
        "rule": "due-dates-spread",
        "pack": "google",
        "severity": "warning",
        "subject": "stay",
        "cycle": "2026-Q3",
        "verdict": "fail",
        "message": "all key results of stay are due on the last day",
        "checks": (r.Check(verdict="fail", message="all key results of stay are due on the last day"),),
        "path": "goals.okr",
        "line": 3,
        "column": 1,
        "evidence": (),
        "fix": "Give each key result the day on which it will be decided.",
        "waived": None,
    }
    return r.Finding(**(said | changed))


def diagnostic(**changed: Any) -> r.Diagnostic:
    said: dict[str, Any] = {
        "name": "unknown-name",
        "severity": "error",
        "message": "there is no metric `chrun`",
        "path": "goals.okr",
        "line": 15,
        "column": 12,
        "end_line": 15,
        "end_column": 17,
        "help": "did you mean `churn`?",
        "related": (),
    }
    return r.Diagnostic(**(said | changed))


def report(**changed: Any) -> r.Report:
    items = (item(), item(id="3.2", title="Engaged stakeholders.", verdict="pass", because="all were asked"))
    section = r.Section(id="3", title="Communication and Engagement", items=items)
    said: dict[str, Any] = {
        "tool": r.Tool(name="okrlang", version="0.1.0"),
        "edition": "1",
        "as_of": date(2026, 9, 10),
        "company": "Harbour Pay",
        "inputs": (r.Input(path="goals.okr", sha256="00" * 32, rows=None),),
        "packs": (r.Pack(name="core", version="1.0.0", sha256="00" * 32),),
        "cycles": (r.Cycle(id="2026-Q3", title="", start=date(2026, 7, 1), end=date(2026, 9, 30)),),
        "objectives": (objective(key_result(), regions(), milestones(), unmeasured()),),
        "kpis": (kpi(), kpi(id="margin", level="green", value=D("36.2"), because="")),
        "checklist": r.Checklist(
            id="okr_procedure",
            title="OKR and KPI procedure",
            pack="checklist",
            blocks=True,
            cycles=(r.CycleChecklist(cycle="2026-Q3", ended=False, sections=(section,)),),
        ),
        "closes": (close(),),
        "findings": (finding(), finding(subject="reliable", message="so are all of reliable", line=53)),
        "diagnostics": (diagnostic(),),
        "summary": r.Summary(
            findings={"fail": 2},
            items={"fail": 1, "pass": 1},
            objectives=1,
            key_results=4,
            kpis=2,
            rules=61,
            subjects=214,
            sources=3,
            rows=3412,
            rollup=r.Rollup(
                committed=r.Committed(met=0, of=0),
                aspirational=r.Aspirational(mean=D("0.62"), low=D("0.62"), high=D("0.62")),
            ),
        ),
        "exit_code": 1,
        "exit_because": "checklist item 3.1 fails",
    }
    return r.Report(**(said | changed))


def regions() -> r.KeyResult:
    return key_result(
        id="stay.recommend",
        title="Shop owners recommend us",
        goal="up 4 points for every region",
        form="relative",
        unit="points",
        current=None,
        raw=None,
        progress=D("0.5"),
        expected=D("0.83"),
        status="off_track",
        tiers=r.Tiers(commit=None, stretch=None),
        members=(member("north", "45", True), member("south", "43", True), member("online", "30", False)),
        because="progress is 0.60 of what is expected, and `pace` asks for 0.7",
    )


def milestones() -> r.KeyResult:
    steps = (
        r.Milestone(
            title="Second site is live",
            weight=D("0.4"),
            due=date(2026, 7, 31),
            done=date(2026, 8, 2),
            score=None,
            dropped=False,
        ),
        r.Milestone(
            title="Switch-over without notice",
            weight=D("0.6"),
            due=date(2026, 9, 28),
            done=None,
            score=D("0.3"),
            dropped=False,
        ),
    )
    return key_result(
        id="stay.site",
        title="A second site takes over when the first fails",
        goal="",
        form="milestones",
        metric=None,
        unit=None,
        current=None,
        raw=D("0.58"),
        progress=D("0.58"),
        expected=D("0.4"),
        status="on_track",
        tiers=r.Tiers(commit=None, stretch=None),
        confidence=None,
        milestones=steps,
    )


def unmeasured() -> r.KeyResult:
    return key_result(
        id="stay.arr",
        title="New revenue",
        goal="at least 1.2M EUR",
        form="reach",
        current=None,
        at=None,
        raw=None,
        progress=None,
        expected=None,
        low=D(0),
        high=D(1),
        status="no_data",
        tiers=r.Tiers(commit=None, stretch=None),
        origin=None,
        confidence=None,
        because="the source figures has no row where name is revenue",
    )
