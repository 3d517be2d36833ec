"""The screen of the own account: how I sign in, and where I am signed in."""
