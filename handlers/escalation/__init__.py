"""Escalation: who is asked next when nobody takes a case, and when. Plain functions of policy, state and time."""
