"""演示数据: an invented county of real size. Only school names and target years are real; no real person, ever."""
