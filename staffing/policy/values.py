"""RuleValue: one value of a rule set together with the clause it stands on."""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from staffing.policy.vocabulary import RELIABLE_READINGS, RuleStatus, SourceReading, Unit


class Frozen(BaseModel):
    """Base of everything a rule set holds: unchangeable, exact in types, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _refuse_inexact(value: Any) -> Any:  # any TOML value may stand here; only exact numbers pass
    if isinstance(value, (bool, str, float)):
        raise ValueError("must be a number")
    return value


ExactNumber = Annotated[Decimal, Field(strict=False), BeforeValidator(_refuse_inexact)]
Share = Annotated[ExactNumber, Field(ge=0, le=1)]
Amount = Annotated[ExactNumber, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
PositiveCount = Annotated[int, Field(ge=1)]


class Source(Frozen):
    """A document (文件) that rule values quote."""

    title: str = Field(min_length=2)
    title_exact: bool = True
    """False if the title describes the document and is not its own."""
    number: str = ""
    issued: str = ""
    reading: Annotated[SourceReading, Field(strict=False)]

    @property
    def reliable(self) -> bool:
        """True if the text was read well enough to confirm a value."""
        return self.reading in RELIABLE_READINGS

    @property
    def citation(self) -> str:
        """Return title and number as documents quote each other; a described title stands without title marks."""
        title = f"《{self.title}》" if self.title_exact else self.title
        return f"{title}（{self.number}）" if self.number else title


ValueT_co = TypeVar("ValueT_co", covariant=True)


class RuleValue(Frozen, Generic[ValueT_co]):
    """One value of a rule set (规则值): the value, its unit, where it is stated, and by which rule set.

    ``value`` None means that the rules set no such limit. ``inherited`` values are not stated by the rule set that
    one asked for but by the one it extends; ``inherited_fields`` names the parts of a table that are.
    """

    key: str
    value: ValueT_co
    unit: Unit
    source: Source
    clause: str
    status: Annotated[RuleStatus, Field(strict=False)]
    note: str = ""
    binding: bool = False
    ruleset: str
    version: str
    inherited: bool = False
    inherited_fields: tuple[str, ...] = ()

    @property
    def confirmed(self) -> bool:
        """True if a document states the value for the county that uses it."""
        return self.status is RuleStatus.CONFIRMED

    @property
    def citation(self) -> str:
        """Return document and clause in one line, for verdicts and pages."""
        return f"{self.source.citation}：{self.clause}" if self.clause else self.source.citation

    @cached_property
    def reference(self) -> "RuleReference":
        """Return where the value stands, without the value."""
        return RuleReference(
            key=self.key, citation=self.citation, status=self.status, ruleset=self.ruleset, version=self.version,
            inherited=self.inherited,
        )


class RuleReference(Frozen):
    """Where a rule stands: key, clause, standing, rule set and version; what a verdict keeps of it."""

    key: str
    citation: str
    status: Annotated[RuleStatus, Field(strict=False)]
    ruleset: str
    version: str
    inherited: bool = False
