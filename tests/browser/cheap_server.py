"""The server of the program, on which it costs next to nothing to hash a password."""

import sys

import argon2.profiles

from data import passwords
from server import serve

if __name__ == "__main__":
    passwords.PASSWORD_COST = argon2.profiles.CHEAPEST
    sys.exit(serve.main())
