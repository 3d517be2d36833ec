"""E-mail, where the school has set a mail server: what it says, and how it is handed over."""
