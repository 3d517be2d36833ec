"""Where things are kept: the only package that opens the database."""
