"""导出审批: large lists with personal data leave by way of the worker, or with a second person's word."""
