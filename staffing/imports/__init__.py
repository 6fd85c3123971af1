"""导入: a workbook in, every fault shown, nothing stored until the officer confirms a clean file."""
