"""Parts of the screen on which the ondersteuningsteam holds its meeting."""
