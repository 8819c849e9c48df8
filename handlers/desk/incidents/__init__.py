"""Incidents in depth: asking how likely and how bad, saying what it is about, and what follows from either."""
