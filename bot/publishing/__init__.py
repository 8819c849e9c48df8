"""`muster publish`: what would change, for whom, and doing it."""
