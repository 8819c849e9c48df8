"""Playbooks on paper and as pictures: what is asked, what is done, and what depends on what, in one language."""
