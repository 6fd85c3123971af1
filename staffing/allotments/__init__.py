"""名额: how many teachers a school is to send and to receive, and the places for 职称申报, 骨干评选 and 评优 tilted to remote schools."""
