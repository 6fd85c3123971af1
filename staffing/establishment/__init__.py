"""编制台账: the county's posts, each school's, the pool (周转池), and proposals that share posts out anew inside the total."""
