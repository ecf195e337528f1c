"""The organization as rules see it: who stands above whom, and of which rank a thing is."""

from __future__ import annotations

from functools import cached_property

from okrlang.model.workspace import (
    Company,
    Initiative,
    KeyResult,
    Kpi,
    Objective,
    OrgUnit,
    Party,
    Priority,
    Workspace,
)

Owner = Company | OrgUnit | Party
"""Who can own: the company, a unit of it, or a person in words (a `Party` without an id)."""

_OWNED = (Objective, KeyResult, Kpi, Initiative)


class Organization:
    """The company and its units, as a tree that tolerates what the texts should not say (a unit within itself)."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def unit(self, name: str | None) -> Company | OrgUnit | None:
        """The company or unit of that id."""
        company = self.workspace.company
        if name is None or (company and company.id == name):
            return company if name else None
        found = self.workspace.find("unit", name)
        return found if isinstance(found, OrgUnit) else None

    def party(self, party: Party) -> Owner:
        """Who is meant: a unit where it is named by its id, else a person."""
        return self.unit(party.id) or party

    def above(self, unit: Company | OrgUnit) -> tuple[Company | OrgUnit, ...]:
        """The unit and all it is part of, upward; a unit that is part of nothing is part of the company."""
        chain: list[Company | OrgUnit] = [unit]
        while isinstance(unit, OrgUnit):
            over = self.unit(unit.part_of) or self.workspace.company
            if over is None or over in chain:
                break
            chain.append(over)
            unit = over
        return tuple(chain)

    def within(self, unit: Company | OrgUnit, other: Company | OrgUnit) -> bool:
        """Whether a unit is the other or lies beneath it."""
        return other in self.above(unit)

    def parts(self, unit: Company | OrgUnit) -> tuple[OrgUnit, ...]:
        """The units directly beneath a unit."""
        return tuple(self._parts.get(unit, ()))

    def beneath(self, unit: Company | OrgUnit) -> tuple[Company | OrgUnit, ...]:
        """The unit and all that lies beneath it."""
        found, waiting = {unit: None}, [unit]
        while waiting:
            for part in self.parts(waiting.pop()):
                if part not in found:
                    found[part] = None
                    waiting.append(part)
        return tuple(found)

    @cached_property
    def _parts(self) -> dict[Company | OrgUnit, list[OrgUnit]]:
        parts: dict[Company | OrgUnit, list[OrgUnit]] = {}
        for unit in self.workspace.units:
            over = self.unit(unit.part_of) or self.workspace.company
            if over is not None:
                parts.setdefault(over, []).append(unit)
        return parts

    # --- owners and ranks -----------------------------------------------------------------------------------------

    def owner(self, thing: Objective | KeyResult | Kpi | Initiative) -> Owner | None:
        """Who is accountable: the thing's own owner, else that of the objective it stands in."""
        party = thing.owner or self._inherited(thing)
        return self.party(party) if party else None

    def _inherited(self, thing: Objective | KeyResult | Kpi | Initiative) -> Party | None:
        """The owner of the objective in which a key result or initiative without one of its own stands."""
        if not isinstance(thing, KeyResult | Initiative):
            return None
        objective = self.workspace.find("objective", thing.objective)
        return objective.owner if isinstance(objective, Objective) else None

    def rank(self, thing: object) -> str | None:
        """`company`, `department`, `team`, `role` or `person`; of what is owned, that of its owner."""
        if isinstance(thing, _OWNED):
            owner = thing.owner or self._inherited(thing)
            return self._ranks.get(owner.id or "", "person") if owner else None
        if isinstance(thing, Party):
            return self._ranks.get(thing.id or "", "person")
        if isinstance(thing, OrgUnit):
            return thing.kind
        return "company" if isinstance(thing, Company | Priority) else None

    @cached_property
    def rank_by_objective(self) -> dict[Objective, str | None]:
        """The rank of each objective."""
        return {objective: self.rank(objective) for objective in self.workspace.objectives}

    @cached_property
    def _ranks(self) -> dict[str, str]:
        """The ranks of the company and its units, by their ids."""
        company = self.workspace.company
        return {unit.id: unit.kind for unit in self.workspace.units} | ({company.id: "company"} if company else {})
