"""Joint reviews: calling groups to look at an incident together, collecting what they say, deciding, telling."""
