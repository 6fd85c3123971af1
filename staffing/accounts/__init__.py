"""账号与权限: who may sign in, as what, and sessions that end on the server."""
