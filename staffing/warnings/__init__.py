"""预警 and 整改台账: which indicators slip or will slip, and the lines that stay open until the figure is reached again."""
