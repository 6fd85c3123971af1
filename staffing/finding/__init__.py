"""Finding (查找): the list of teachers with its filters, counts and orders, the quick finder, saved lists."""
