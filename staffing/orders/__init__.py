"""调令: notice, transfer orders, letters of introduction, forms and school lists of a decided plan, numbered and registered."""
