"""The dashboard's four charts in other frameworks, with the same data and the same filter."""
