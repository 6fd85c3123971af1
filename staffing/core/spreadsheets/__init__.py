"""Spreadsheets in and out (xlsx, xls, csv): limits, reading, values, writing. Knows no teacher and no school."""
