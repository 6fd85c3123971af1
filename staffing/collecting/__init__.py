"""数据采集: one workbook per school, handed out, taken back, checked and merged on confirmation."""
