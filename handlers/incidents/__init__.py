"""Incidents in depth: what they are about, how they are graded, and what several groups together think of them.

Values and plain functions; who is asked, and what follows from an answer, is `handlers.desk.incidents`.
"""
