"""服务台账: months taught in rural or weak schools, rotations, the rural allowance, who carried hardship over the years."""
