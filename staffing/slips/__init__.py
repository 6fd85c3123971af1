"""个人凭条: a personal code per teacher and rotation year, handed out on paper, that opens the teacher's own pages without an account."""
