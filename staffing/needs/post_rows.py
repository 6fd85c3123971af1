"""One school's posts: by ratio, authorised, filled (编制). Pure."""

from collections import defaultdict
from dataclasses import dataclass

from staffing.needs.balance import SchoolBalance
from staffing.needs.establishment import DecidingRatio, SchoolPosts
from staffing.needs.gathering import CountyNeeds, NeedSection
from staffing.needs.people import SchoolStaff
from staffing.schools.models import School


@dataclass(frozen=True, slots=True)
class PostRow:
    """A school with its posts by three counts; ``posts`` None where none are recorded."""

    school: School
    pupils: int
    classes: int
    ratio: SchoolPosts
    posts: int | None
    staff: SchoolStaff
    balance: SchoolBalance

    @property
    def by_classes(self) -> bool:
        """True if the class ratio decides for one of its sections."""
        return any(section.deciding is DecidingRatio.CLASSES for section in self.ratio.sections)

    @property
    def authorised_above_ratio(self) -> int | None:
        """Return authorised posts less those of the ratio."""
        return None if self.posts is None else self.posts - self.ratio.posts

    @property
    def vacancies(self) -> int | None:
        """Return authorised posts less established staff; negative where there are more staff than posts."""
        return None if self.posts is None else self.posts - self.staff.established


def build_post_rows(needs: CountyNeeds) -> list[PostRow]:
    """Return the rows of all schools the county staffs."""
    balances = {int(row.school): row for row in needs.schools}
    sections: defaultdict[int, list[NeedSection]] = defaultdict(list)
    for section in needs.sections:
        sections[section.school.id].append(section)
    rows = []
    for school_id, ratio in needs.ratios.items():
        own = sections[school_id]
        rows.append(PostRow(own[0].school, sum(row.year.pupils for row in own), sum(row.year.classes for row in own), ratio,
                            needs.posts.get(school_id), needs.payroll.get(school_id, SchoolStaff()), balances[school_id]))
    order = {row.school.id: place for place, row in reversed(list(enumerate(needs.sections)))}
    return sorted(rows, key=lambda row: order[row.school.id])
