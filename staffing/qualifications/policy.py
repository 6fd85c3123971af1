"""What the county's rule set asks of qualifications, as plain values for the judgements."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from staffing.policy.schema import RuleSet
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel, CertificateKind, DegreeLevel

ALL_STAGES = "all"


@dataclass(frozen=True, slots=True)
class DegreeAim:
    """Share of teachers with at least a degree, by a calendar year."""

    degree: DegreeLevel
    share: Fraction
    by_year: int


@dataclass(frozen=True, slots=True)
class Shadowing:
    """So many terms in so many years, and how many months make a term."""

    every_years: int
    terms: int
    term_months: int


@dataclass(frozen=True, slots=True)
class QualificationPolicy:
    """What is asked of a teacher. ``aims`` by stage, or by ``ALL_STAGES`` for the whole county; ``shadowing`` None: not asked."""

    covers: Mapping[CertificateKind, frozenset[Stage]]
    certificate_share: Fraction
    subject_stages: frozenset[Stage]
    subject_matches: Mapping[str, frozenset[str]]
    aliases: Mapping[str, str]
    required: Mapping[Stage, DegreeLevel]
    aims: Mapping[str, DegreeAim]
    backbone_floor: BackboneLevel
    warning_months: int
    hours: int
    years: int
    training_share: Fraction
    shadowing: Shadowing | None

    def subject(self, name: str) -> str:
        """Return the curriculum's word for a subject (英语 is 外语)."""
        return self.aliases.get(name, name)

    def aim(self, stage: Stage) -> DegreeAim | None:
        """Return the county's own aim for a stage; None if it has none."""
        return self.aims.get(stage.value) or self.aims.get(ALL_STAGES)


def build_policy(rules: RuleSet) -> QualificationPolicy:
    """Return what the rule set asks for."""
    own, duty = rules.qualifications, rules.service.backbone_shadowing.value
    required, hours, aliases = own.required_degree.value, rules.supervision.training_hours.value, rules.load.subject_aliases.value
    stated = {str(kind): stages for kind, stages in rules.placement.certificate_covers.value.items()}
    return QualificationPolicy(
        covers={kind: frozenset(Stage(stage) for stage in stated.get(kind.value, ())) for kind in CertificateKind},
        certificate_share=Fraction(rules.supervision.certificate_share.value),
        subject_stages=frozenset(Stage(stage) for stage in own.subject_stages.value),
        subject_matches={aliases.get(subject, subject): frozenset(aliases.get(one, one) for one in more)
                         for subject, more in own.subject_matches.value.items()},
        aliases=dict(aliases), required={stage: DegreeLevel(getattr(required, stage.value)) for stage in Stage},
        aims={stage: DegreeAim(DegreeLevel(aim.degree), Fraction(aim.share), aim.by_year)
              for stage, aim in rules.indicators.degree_targets.value.items()},
        backbone_floor=BackboneLevel(rules.indicators.counting.backbone_min_level.value),
        warning_months=own.honour_warning_months.value, hours=hours.hours, years=hours.years,
        training_share=Fraction(rules.supervision.training_share.value),
        shadowing=None if duty is None else Shadowing(duty.every_years, duty.terms, own.shadowing_term_months.value))
