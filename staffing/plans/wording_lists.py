"""What is wrong with a row of a list made by hand, as a sentence that says what to do."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext as _l

from staffing.plans.handlist import RowFault

LIST_FAULTS: Mapping[str, LazyString] = {
    "no_table": _l("No sheet has the columns 姓名 or 编号 and 拟交流学校. Add a heading row with these words."),
    "empty": _l("The list has a heading but no row."),
    "formula": _l("A cell of this row holds a formula. Paste it as a value."),
    "no_person": _l("Neither 姓名 nor 编号 is filled in."),
    "no_target": _l("拟交流学校 is not filled in."),
    "unknown_number": _l("Nobody has the number “%(value)s”."),
    "other_name": _l("Number “%(value)s” belongs to %(hint)s. Correct name or number."),
    "unknown_name": _l("Nobody in the records is called “%(value)s”. Correct the name or fill in 编号."),
    "other_school": _l("“%(value)s” does not work at the school given. Known are: %(hint)s."),
    "ambiguous": _l("Several persons are called “%(value)s”. Fill in 编号: %(hint)s."),
    "twice": _l("“%(value)s” stands in row %(hint)s already."),
    "unknown_school": _l("There is no school “%(value)s”. Use the name or code of the records."),
    "ambiguous_school": _l("Several schools may be meant by “%(value)s”. Use the full name or the code."),
    "no_section": _l("“%(value)s” has no section of the person's stage. Write the section, for example 某校（小学部）."),
}


def word_list_fault(fault: RowFault) -> str:
    """Return the fault as a sentence."""
    return str(LIST_FAULTS[fault.code]) % {"value": fault.value, "hint": fault.hint}
