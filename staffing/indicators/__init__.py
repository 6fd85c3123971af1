"""Indicators (指标): L1 to L7, the differences between schools, and the staff checklist of an inspection (师资督导清单)."""
