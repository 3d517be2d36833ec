"""The parts of the Trends screen: its filters, and one block for each figure."""
