"""How a section is called (学部名称): the school's name, and the stage only where the school has several sections.

These are names, as they stand in official lists, so they are Chinese in every language of the pages.
"""

from staffing.schools.enums import Stage

SECTION_WORDS: dict[Stage, str] = {Stage.PRIMARY: "小学部", Stage.JUNIOR: "初中部", Stage.SENIOR: "高中部"}


def section_name(school_name: str, stage: Stage, *, several: bool) -> str:
    """Return the section's name, such as 市香城学校（初中部）; the bare school name where it has no other section."""
    return f"{school_name}（{SECTION_WORDS[stage]}）" if several else school_name
