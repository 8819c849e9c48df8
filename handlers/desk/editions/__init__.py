"""Playbooks as they change: whether their folder can be used, who has to read what is new, what is carried over."""
