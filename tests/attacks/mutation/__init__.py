"""Permission mutation: each check on who may is taken away in turn, and a test has to fail."""
