"""统计与导出: the page of all lists that leave the system."""
