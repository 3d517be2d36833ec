"""The tabs of Beheer: each shows what the school keeps and the few forms that change it."""
