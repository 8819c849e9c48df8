"""Who has to read what is new in playbooks, who has, whom to ask now, and when to look again: plain functions."""
