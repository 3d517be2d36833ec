"""Parts of Toezicht: what those who look after privacy see."""
