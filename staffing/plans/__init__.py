"""轮岗方案: proposing, importing, checking, showing and exporting a year's rotation plan."""
