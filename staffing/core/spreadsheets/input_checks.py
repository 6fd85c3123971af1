"""The checks that live inside a workbook which others fill in: as formulas that Excel, WPS and LibreOffice all understand.

They only spare the school a second round; what counts is the check of the file when it comes back. Formulas in drop-down
rules may have 255 characters and no array constants, so weights and positions are computed from row numbers.
"""

from typing import Any, Final

from staffing.core.columns import Column, ValueKind

CLEAR_WORD: Final = "清空"
CHECK_HEADING: Final = "填表检查"
GOOD: Final = "√"
DAYS: Final = (ValueKind.DAY, ValueKind.LAST_DAY)
NUMBERS: Final = (ValueKind.INTEGER, ValueKind.DECIMAL, ValueKind.YEAR)
MOST_WITHOUT_BOUND: Final = 999_999_999
LIST_LIMIT: Final = 255


def id_number_formula(cell: str) -> str:
    """Return the condition under which a cell holds an identity number of 18 characters whose last one fits (GB 11643)."""
    total = f'SUMPRODUCT(MID({cell},ROW($1:$17),1)*MOD(2^(18-ROW($1:$17)),11))'
    return (f'IF(LEN({cell})<>18,FALSE,IF(ISNUMBER(--LEFT({cell},17)),'
            f'MID("10X98765432",MOD({total},11)+1,1)=UPPER(RIGHT({cell},1)),FALSE))')


def day_formula(cell: str) -> str:
    """Return the condition under which a cell holds a day, or a month, in one of the usual ways of writing it."""
    plain = f'{cell}&IF(RIGHT({cell},1)="月","1","")'
    for word, mark in (("年", "-"), ("月", "-"), ("日", ""), ("/", "-"), (".", "-")):
        plain = f'SUBSTITUTE({plain},"{word}","{mark}")'
    return f"OR(ISNUMBER({cell}),ISNUMBER(DATEVALUE({plain})))"


def row_formula(columns: list[tuple[Column, str]], row: int) -> str:
    """Return what the checking column shows of a row: nothing for an empty one, the first thing that is wrong, or a tick."""
    first, last = columns[0][1], columns[-1][1]
    formula = f'"{GOOD}"'
    for column, letter in reversed(columns):
        formula = _with_check(column, f"{letter}{row}", formula)
    return f'=IF(COUNTA({first}{row}:{last}{row})=0,"",{formula})'


def _with_check(column: Column, cell: str, otherwise: str) -> str:
    formula = otherwise
    if column.kind is ValueKind.ID_NUMBER:
        formula = f'IF(AND(LEN({cell})>0,{cell}<>"{CLEAR_WORD}",NOT({id_number_formula(cell)})),"{column.heading}有误",{formula})'
    elif column.kind in DAYS and column.required:
        formula = f'IF(IFERROR({day_formula(cell)},FALSE),{formula},"{column.heading}不是日期")'
    if column.required:
        formula = f'IF(LEN(TRIM({cell}))=0,"缺{column.heading}",{formula})'
    return formula


def validation_of(column: Column, cell: str, source: str) -> dict[str, Any] | None:
    """Return what a cell of the column accepts, for its range's first ``cell``; ``source`` is the range of its drop-down."""
    stop = {"error_type": "stop" if column.required else "warning", "error_title": "请检查"}
    if source:
        return {"validate": "list", "source": source, **stop, "error_message": "请从下拉列表中选择。"}
    if column.kind is ValueKind.ID_NUMBER:
        return {"validate": "custom", "value": f'=OR({cell}="{CLEAR_WORD}",{id_number_formula(cell)})', "error_type": "stop",
                "error_title": "身份证号有误", "error_message": "应为 18 位，且末位校验码要相符。请对照身份证重新输入。"}
    if column.kind in DAYS:
        return {"validate": "custom", "value": f'=OR({cell}="{CLEAR_WORD}",{day_formula(cell)})', "error_type": "warning",
                "error_title": "请检查日期", "error_message": "请填 2019-09-01 或 2019年9月1日；只知道年月的填 2019年9月。"}
    if column.kind in NUMBERS:
        return {"validate": "integer" if column.kind is not ValueKind.DECIMAL else "decimal", "criteria": "between", "minimum": column.least,
                "maximum": column.most or MOST_WITHOUT_BOUND, **stop, "error_message": "请填范围内的数字，不带单位。"}
    if column.limit:
        return {"validate": "length", "criteria": "<=", "value": column.limit, **stop, "error_message": f"最多 {column.limit} 个字。"}
    return None
