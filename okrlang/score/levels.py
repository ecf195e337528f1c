"""Levels: the value of a KPI, the level its bands give it, and whether that has lasted long enough to count."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from okrlang.measure.reading import Reading, unknown
from okrlang.model.calendar import Duration
from okrlang.model.quantity import show
from okrlang.model.workspace import Band, Kpi, Metric, Workspace
from okrlang.score import bands, progress
from okrlang.score.because import too_old
from okrlang.score.case import held
from okrlang.score.exact import base
from okrlang.score.results import KpiMember, KpiScore
from okrlang.score.targets import Asked, Limits, Targets
from okrlang.score.values import Subject, Values
from okrlang.score.words import listed, written


class Levels:
    """Judges KPIs; each day once."""

    def __init__(self, workspace: Workspace, values: Values, targets: Targets) -> None:
        self._workspace = workspace
        self._values = values
        self._targets = targets
        self._raw: dict[tuple[str, date], str | None] = {}
        self._found: dict[tuple[str, date], KpiScore] = {}

    def kpi(self, name: str, on: date) -> KpiScore:
        """Where a KPI stands at the end of a day."""
        if (name, on) not in self._found:
            kpi = self._workspace.find("kpi", name)
            assert isinstance(kpi, Kpi), name
            self._found[name, on] = self._kpi(kpi, on)
        return self._found[name, on]

    def level(self, name: str, on: date) -> str | None:
        """The level of a KPI at the end of a day."""
        return self.kpi(name, on).level

    def counting(self, kpi: Kpi, on: date) -> str | None:
        """The level of a KPI at the end of a day, and nothing else of it: enough where many days are asked about."""
        subject, names = self._subject(kpi), self._names(kpi, on)
        if not (kpi.green or kpi.amber or kpi.red) or (not names and self._values.is_stale(subject, on)):
            return None
        if kpi.samples and self._samples(subject, on, names) < kpi.samples:
            return None
        now = self._now(kpi, on)
        return None if now is None else self._settled(kpi, subject, on, now)[0]

    def limits(self, kpi: Kpi, band: Band, on: date) -> tuple[Limits, ...]:
        """What a band of a KPI asks of its whole as of a day."""
        asked = self._asked(None, on)
        return tuple(self._targets.limits(bound, asked) for bound in band.bounds)

    def held(self, kpi: Kpi, on: date) -> tuple[tuple[Band, bool | None], ...]:
        """The bands of a KPI that are asked, from the top, and whether each holds on a day alone."""
        return tuple((band, self._holds(kpi, band, on, None)) for band in (kpi.green, kpi.amber) if band)

    def _kpi(self, kpi: Kpi, on: date) -> KpiScore:
        subject = self._subject(kpi)
        members = self._members(kpi, subject, on)
        worst = self._worst(kpi, subject, on, members)
        reading = self._reading(subject, on, worst)
        stale = self._is_stale(subject, on, members)
        level, pending, why = self._level(kpi, subject, on, reading, worst, members)
        unit = subject.metric.unit if subject.metric else reading.value.unit if reading.value else None
        missing = " and ".join(reading.why) or "there is no value"
        return KpiScore(
            id=kpi.id,
            on=on,
            value=reading.value,
            unit=unit,
            at=reading.at,
            fresh=None if stale is None else not stale,
            level=level,
            pending=pending,
            members=members,
            reading=reading,
            because=why,
            reasons=(
                ("value", missing),
                ("at", missing),
                ("level", why),
                ("pending", "no new level is under way"),
                ("fresh", missing if reading.value is None else self._why_not_fresh(subject, on, members)),
                ("unit", "it is measured without a unit"),
            ),
        )

    # --- values ------------------------------------------------------------------------------------------------------

    def _subject(self, kpi: Kpi) -> Subject:
        return self._values.of_goal(kpi)

    def _reading(self, subject: Subject, on: date, member: str | None = None) -> Reading:
        """The value of a KPI: what gathers is that of the last complete period of its cadence."""
        return self._values.measures.on(subject.id, on, member)

    def _worst(self, kpi: Kpi, subject: Subject, on: date, members: tuple[KpiMember, ...]) -> str | None:
        """The member whose value is shown: the worst that is fresh, if each has a value; else none, the whole."""
        if any(m.value is None for m in members):
            return None
        fresh = [m for m in members if not self._values.is_stale(subject, on, m.name)]
        return min((m.name for m in fresh or members), key=lambda name: self._goodness(kpi, on, name), default=None)

    def _goodness(self, kpi: Kpi, on: date, member: str) -> tuple[int, Fraction, str]:
        """The order of members from the worst: by level, then by how far they are beyond the bounds of green."""
        value, asked = self._reading(self._subject(kpi), on, member).value, self._asked(member, on)
        limits = [self._targets.limits(bound, asked) for bound in kpi.green.bounds] if kpi.green else []
        beyond = [found.beyond(base(value)) for found in limits] if value else []
        furthest = max((far for far in beyond if far is not None), default=Fraction(0))
        level = self._judged(kpi, on, member)
        return len(bands.RANK) if level is None else bands.RANK[level], -furthest, member

    def _is_stale(self, subject: Subject, on: date, members: tuple[KpiMember, ...]) -> bool | None:
        """Whether the value of the whole, or of any member that is judged, is too old; unknown where one has none."""
        if not members:
            return self._values.is_stale(subject, on)
        found = [self._values.is_stale(subject, on, m.name) for m in members]
        return True if True in found else None if None in found else False

    def _all_stale(self, subject: Subject, on: date, members: tuple[KpiMember, ...]) -> bool:
        """Whether all that is judged is too old."""
        judged: list[str | None] = [m.name for m in members] or [None]
        return all(self._values.is_stale(subject, on, name) for name in judged)

    def _why_not_fresh(self, subject: Subject, on: date, members: tuple[KpiMember, ...]) -> str:
        """Why nobody knows whether its value is fresh."""
        if self._values.measures.cadence(subject.id) is None:
            return "its measure says no cadence"
        names = tuple(m.name for m in members) or self._values.measures.members(subject.id, on)
        silent = tuple(name for name in names if self._values.is_stale(subject, on, name) is None)
        return f"there is no value of {listed(silent)}" if silent else "there is no value that could be too old"

    def _asked(self, member: str | None, on: date) -> Asked:
        def read(metric: Metric, of: str | None) -> Reading:
            if self._values.is_stale(self._values.of_metric(metric), on, of):
                return unknown(f"the last value of `{metric.id}` is too old")
            return self._values.measures.on(metric.id, on, of)

        return Asked(member, on, read, None)

    # --- levels ------------------------------------------------------------------------------------------------------

    def _level(
        self,
        kpi: Kpi,
        subject: Subject,
        on: date,
        reading: Reading,
        worst: str | None,
        members: tuple[KpiMember, ...],
    ) -> tuple[str | None, str | None, str]:
        """The level that counts, a pending one, and why."""
        value = show(reading.value) if reading.value else "no value"
        value += f" of {worst}" if worst else ""
        if not (kpi.green or kpi.amber or kpi.red):
            return None, None, f"{value}; it has no bands to be judged by"
        if self._all_stale(subject, on, members):
            last = None if members else self._values.measures.oldest(subject.id, on)
            return None, None, too_old(subject.metric, last)
        count = self._samples(subject, on, tuple(m.name for m in members)) if kpi.samples else 0
        if kpi.samples and count < kpi.samples:
            return None, None, f"{value}; there are {count} samples, and {kpi.samples} are asked for"
        now = self._now(kpi, on)
        if now is None:
            return None, None, self._why_none(kpi, subject, on, reading)
        level, pending = self._settled(kpi, subject, on, now)
        if pending:
            lasting = f"has not lasted {kpi.lasting.count} {kpi.lasting.unit}" if kpi.lasting else ""
            return level, pending, f"{value} is {pending}, which {lasting}; {level or 'nothing'} counts until then"
        return level, None, f"{value} is {_words(kpi, now)}" if reading.value else _words(kpi, now)

    def _samples(self, subject: Subject, on: date, members: tuple[str, ...]) -> int:
        """How many values there are of the whole; where it has none, of the member that has the fewest."""
        samples = self._values.measures.samples
        return samples(subject.id, on) or min((samples(subject.id, on, m) for m in members), default=0)

    def _settled(self, kpi: Kpi, subject: Subject, on: date, now: str) -> tuple[str | None, str | None]:
        if kpi.lasting is None:
            return now, None
        lasting = Duration(int(kpi.lasting.count), kpi.lasting.unit)
        series = (self._values.measures.series(subject.id, on, m) for m in self._names(kpi, on) or (None,))
        first = min((found[0].period.start for found in series if found), default=on)
        return bands.settled(lambda day: self._now(kpi, day), on, lasting, first)

    def _now(self, kpi: Kpi, on: date) -> str | None:
        """The level that the bands give on one day alone."""
        if (kpi.id, on) not in self._raw:
            self._raw[kpi.id, on] = self._judged(kpi, on, None)
        return self._raw[kpi.id, on]

    def _judged(self, kpi: Kpi, on: date, member: str | None) -> str | None:
        green, amber = (self._holds(kpi, band, on, member) for band in (kpi.green, kpi.amber))
        return bands.level(green, amber)

    def _holds(self, kpi: Kpi, band: Band | None, on: date, member: str | None) -> bool | None:
        """Whether a band holds, for one member or as its scope asks; one that is not written does not."""
        if band is None:
            return False
        if band.scope is None or member is not None:
            return self._within(kpi, band, on, member)
        verdicts = [self._within(kpi, band, on, m) for m in self._named(kpi, band, on)]
        if not band.scope.members:
            verdicts += [None] * len(self._values.measures.members_unknown(self._subject(kpi).id))
        amount = None if band.scope.amount is None else Fraction(band.scope.amount)
        return progress.tally(verdicts).reaches(progress.needed(band.scope.quantifier, amount, len(verdicts)))

    def _within(self, kpi: Kpi, band: Band, on: date, member: str | None) -> bool | None:
        subject = self._subject(kpi)
        reading = self._reading(subject, on, member)
        if self._values.is_stale(subject, on, member):
            return None
        asked = self._asked(member, on)
        return progress.all_hold(held(reading, self._targets.limits(bound, asked)) for bound in band.bounds)

    # --- members -----------------------------------------------------------------------------------------------------

    def _named(self, kpi: Kpi, band: Band, on: date) -> tuple[str, ...]:
        named = band.scope.members if band.scope else ()
        return named or self._values.measures.members(self._subject(kpi).id, on)

    def _members(self, kpi: Kpi, subject: Subject, on: date) -> tuple[KpiMember, ...]:
        names = self._names(kpi, on)
        return tuple(KpiMember(m, self._reading(subject, on, m).value, self._judged(kpi, on, m)) for m in names)

    def _names(self, kpi: Kpi, on: date) -> tuple[str, ...]:
        """The members that are judged, sorted; none where the whole is."""
        scoped = [band for band in (kpi.green, kpi.amber) if band and band.scope]
        return tuple(sorted({m for band in scoped for m in self._named(kpi, band, on)}))

    # --- sentences ---------------------------------------------------------------------------------------------------

    def _why_none(self, kpi: Kpi, subject: Subject, on: date, reading: Reading) -> str:
        silent = tuple(m.name for m in self._members(kpi, subject, on) if m.level is None)
        if silent:
            return f"{listed(silent)} {'has' if len(silent) == 1 else 'have'} no level"
        if reading.value is None:
            return " and ".join(reading.why) or "there is no value"
        limits = [found for band in (kpi.green, kpi.amber) if band for found in self.limits(kpi, band, on)]
        lacking = next((end.lacking for end in limits if end.lacking), None)
        if lacking is not None:
            return f"the band is not known: {lacking.why}"
        return f"{show(reading.value)} cannot be compared with its bands"


def _words(kpi: Kpi, level: str) -> str:
    """`green: at least 95%`, and of what no band holds `red: neither green nor amber`."""
    band = {"green": kpi.green, "amber": kpi.amber}.get(level)
    return f"{level}: {written(band).removeprefix(level).strip()}" if band else f"{level}: neither green nor amber"
