"""The data dictionary (docs/data-dictionary.md), made from the columns: ``python -m staffing.imports.dictionary``."""

from typing import Final

from staffing.config import PROJECT_ROOT
from staffing.core.columns import Column, SheetColumns, ValueKind
from staffing.imports.catalogue import ALL_SHEETS
from staffing.imports.template import CLASS_WORDS, FORMATS

PATH: Final = PROJECT_ROOT / "docs" / "data-dictionary.md"
HEAD: Final = """# Data dictionary

Every column of the sheets that are imported and exported. Made from the `columns.py` files by
`python -m staffing.imports.dictionary`; do not edit by hand. Headings, words and hints are Chinese because the sheets are.

L1 general, L2 personal, L3 identity and telephone numbers (stored encrypted, shown masked), L4 restricted
(health, family, discipline; texts stored encrypted, reading restricted). 「按本县规则」: the words come from the county's rule set.
"""


def dictionary_text() -> str:
    """Return the whole document."""
    return "\n".join([HEAD, *(sheet_text(sheet) for sheet in ALL_SHEETS)])


def sheet_text(sheet: SheetColumns) -> str:
    """Return the part about one sheet."""
    lines = [f"## {sheet.title} (`{sheet.code}`)", "", sheet.about, "", "| 列 | code | 必填 | 格式 | 可选内容 | 其他列名 | 级别 | 说明 |",
             "|---|---|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(column_line(column) for column in sheet.columns), ""])


def column_line(column: Column) -> str:
    """Return the line of one column."""
    words = "、".join(choice.label for choice in column.choices)
    if column.kind is ValueKind.CHOICE and not words:
        words = "按本县规则"
    bounds = f"（{column.least}–{column.most}）" if column.most else f"（至多 {column.limit} 字）" if column.limit else ""
    cells = (column.heading, f"`{column.code}`", "是" if column.required else "", FORMATS[column.kind] + bounds, words, "、".join(column.aliases),
             f"{column.data_class} {CLASS_WORDS[column.data_class]}", column.help)
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the document."""
    PATH.write_text(dictionary_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
