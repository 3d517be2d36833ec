"""Ways in and out: what leaves the program on paper or in a file for another one."""
