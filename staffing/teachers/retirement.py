"""When a teacher reaches the retirement age (法定退休年龄), and how much choice the person has.

The table of 2025 is data of the rule set (section ``retirement``); here is only how it is read.
"""

import datetime as dt
from dataclasses import dataclass

from staffing.core.school_year import add_months, full_months
from staffing.policy.schema_eligibility import RetirementRules, RetirementTrack
from staffing.policy.values import RuleReference, RuleValue
from staffing.teachers.enums import PostTrack, RetirementChoice, Sex, StaffCategory, TitleLevel


@dataclass(frozen=True, slots=True)
class RetirementWindow:
    """The day of the retirement age, and the earliest and latest day that choice allows (弹性退休)."""

    earliest: dt.date
    statutory: dt.date
    latest: dt.date
    age_months: int
    rule: RuleReference

    def allows(self, day: dt.date) -> bool:
        """True if the person may choose to retire on the day."""
        return self.earliest <= day <= self.latest

    def months_left(self, on: dt.date) -> int:
        """Return the completed months from the day to the retirement age; negative after it."""
        return full_months(on, self.statutory)


def track_for(category: StaffCategory, rules: RetirementRules) -> PostTrack:
    """Return the kind of post the retirement age goes by where the record does not say it (干部岗 / 工人岗)."""
    if category in rules.worker_categories.value:
        return PostTrack.WORKER
    return PostTrack(rules.default_track.value)


def rule_for(sex: Sex, track: PostTrack, rules: RetirementRules) -> RuleValue[RetirementTrack]:
    """Return the line of the table that applies to a person."""
    if sex is Sex.MALE:
        return rules.man
    return rules.woman_worker if track is PostTrack.WORKER else rules.woman_cadre


def retirement_age_months(born: dt.date, line: RetirementTrack) -> int:
    """Return the retirement age in months of a person born on the day.

    One month more for every full or begun step of birth months from the first month concerned, up to the new age.
    """
    months_after = (born.year - line.first_birth_year) * 12 + born.month - line.first_birth_month
    if months_after < 0:
        return line.old_age * 12
    delay = months_after // line.births_months_per_step + 1
    return min(line.old_age * 12 + delay, line.new_age * 12)


def serves_to_men_age(sex: Sex, track: PostTrack, title: TitleLevel, rules: RetirementRules) -> bool:
    """True if a woman in a cadre post may stay to the men's age, because of a senior title and the rule set."""
    return (sex is Sex.FEMALE and track is PostTrack.CADRE and title.reaches(TitleLevel.SENIOR)
            and rules.senior_women_to_men_age.value)


def retirement_window(
    born: dt.date, sex: Sex, track: PostTrack, rules: RetirementRules, *, title: TitleLevel = TitleLevel.NONE
) -> RetirementWindow:
    """Return the statutory day of retirement and the days between which choice may put it.

    Earlier by choice, never before the age of old; later by agreement with the employer. Women in cadre posts with a
    senior title may serve to the men's age where the rule set says so.
    """
    rule = rule_for(sex, track, rules)
    age = retirement_age_months(born, rule.value)
    statutory = add_months(born, age)
    earliest = max(add_months(born, rule.value.old_age * 12), add_months(statutory, -rules.early_months.value))
    latest = add_months(statutory, rules.late_months.value)
    if serves_to_men_age(sex, track, title, rules):
        latest = max(latest, add_months(born, retirement_age_months(born, rules.man.value)))
    return RetirementWindow(earliest, statutory, latest, age, rule.reference)


@dataclass(frozen=True, slots=True)
class RetirementOption:
    """One way to retire: the days it allows, the ages in months on them, until when it must be put in writing, its rules.

    ``written_by`` is the last day of writing for the first day allowed where one leaves earlier; to stay longer it must be
    agreed before the retirement age.
    """

    choice: RetirementChoice
    first: dt.date
    last: dt.date
    first_age_months: int
    last_age_months: int
    written_by: dt.date | None
    rules: tuple[RuleReference, ...]


def retirement_options(
    born: dt.date, sex: Sex, track: PostTrack, rules: RetirementRules, *, title: TitleLevel = TitleLevel.NONE
) -> tuple[RetirementOption, ...]:
    """Return every way in which the person may retire, in the order of days.

    Nothing earlier is listed for those whose retirement age is still that of old; nothing later where the rule set
    leaves no months for it.
    """
    window = retirement_window(born, sex, track, rules)
    age, statutory = window.age_months, window.statutory
    found = [RetirementOption(RetirementChoice.STATUTORY, statutory, statutory, age, age, None, (window.rule,))]
    earlier = min(rules.early_months.value, age - rule_for(sex, track, rules).value.old_age * 12)
    if earlier:
        found.insert(0, RetirementOption(
            RetirementChoice.EARLY, window.earliest, statutory - dt.timedelta(days=1), age - earlier, age,
            add_months(window.earliest, -rules.early_notice_months.value),
            (rules.early_months.reference, rules.early_notice_months.reference)))
    if rules.late_months.value:
        found.append(RetirementOption(
            RetirementChoice.LATE, statutory + dt.timedelta(days=1), window.latest, age, age + rules.late_months.value,
            add_months(statutory, -rules.late_notice_months.value),
            (rules.late_months.reference, rules.late_notice_months.reference)))
    if serves_to_men_age(sex, track, title, rules):
        men = retirement_age_months(born, rules.man.value)
        day = add_months(born, men)
        found.append(RetirementOption(RetirementChoice.MEN_AGE, day, day, men, men, None,
                                      (rules.senior_women_to_men_age.reference, rules.man.reference)))
    return tuple(found)
