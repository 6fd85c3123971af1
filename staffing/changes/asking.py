"""How a record's form looks to a school: which fields it may change, which wait for approval, which the bureau keeps and why."""

from dataclasses import dataclass

from wtforms import Field

from staffing.changes.comparing import text_of
from staffing.changes.enums import ChangeAct, FieldMode
from staffing.changes.policy import ACT_FIELDS, FieldRule, Policy
from staffing.changes.targets import RECORD_TITLES, Target
from staffing.core.access import Role
from staffing.core.conflicts import VersionedForm, answer_fields, shown_value


@dataclass(frozen=True, slots=True)
class KeptField:
    """A field that the bureau keeps, as the page shows it."""

    title: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asking:
    """The rules of one form for one role."""

    target: Target
    policy: Policy
    role: Role

    @property
    def title(self) -> str:
        """Return what kind of record the form is about, and what is done with it."""
        act = self.target.key.act
        words = str(RECORD_TITLES[self.target.key.record])
        return words if act is ChangeAct.CORRECT else f"{words} · {act.label}"

    @property
    def act_rule(self) -> FieldRule | None:
        """Return the rule of the act as a whole, None where each field has its own."""
        act = self.target.key.act
        return self.policy.rule(self.target.key.record, ACT_FIELDS[act], self.role) if act in ACT_FIELDS else None

    @property
    def kept(self) -> tuple[str, ...]:
        """Return the fields that the role may not change; in a new entry none."""
        if self.act_rule is not None:
            return ()
        return tuple(field.short_name for field in answer_fields(self.target.stored) if self._mode(field) is FieldMode.NEVER)

    @property
    def open(self) -> bool:
        """True if there is anything that the role may change."""
        if self.act_rule is not None:
            return self.act_rule.mode is not FieldMode.NEVER
        return len(self.kept) < len(answer_fields(self.target.stored))

    def kept_fields(self) -> list[KeptField]:
        """Return the fields that the bureau keeps, with their value and the reason."""
        stored, kept = self.target.stored, self.kept
        return [KeptField(str(stored[name].label.text), shown_value(stored[name]), self._rule(name).why()) for name in kept]

    def may_change(self, field: Field) -> bool:
        """True if the role may change a field of the form."""
        return field.short_name not in self.kept

    def waits(self, field: Field) -> bool:
        """True if a change of the field waits for approval."""
        if self.act_rule is not None:
            return self.act_rule.mode is not FieldMode.FREE
        return self._mode(field) is FieldMode.APPROVAL

    def asks_reason(self, form: VersionedForm) -> bool:
        """True if anything on the form may wait for approval."""
        return any(self.waits(field) for field in answer_fields(form))

    def stored_words(self, field: Field) -> str:
        """Return what stands on record in a field of a form that was opened for correction."""
        name = field.short_name
        if self.target.key.act is not ChangeAct.CORRECT or name not in self.target.stored or not text_of(self.target.stored[name]):
            return ""
        return shown_value(self.target.stored[name])

    def _rule(self, name: str) -> FieldRule:
        return self.policy.rule(self.target.key.record, name, self.role)

    def _mode(self, field: Field) -> FieldMode:
        return self._rule(field.short_name).mode
