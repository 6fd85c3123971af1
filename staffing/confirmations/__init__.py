"""资格核对: teachers and schools confirm the facts behind the verdicts or object, the bureau decides, before the list is fixed."""
