"""Corrective actions in chat: added, listed, reminded of, done and dropped."""
