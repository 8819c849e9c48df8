"""Digests: when a group is told what is open, and what belongs in it. Plain functions, no words."""
