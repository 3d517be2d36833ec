"""The first screen of Trends: numbers, what asks attention and four charts, as one component."""
