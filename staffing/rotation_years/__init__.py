"""轮岗年度: the rotation year of a county, who offers to move, who must, and what they wish."""
