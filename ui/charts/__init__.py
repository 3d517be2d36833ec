"""Figures as plotly dictionaries: small frame in; picture, words and table out."""
