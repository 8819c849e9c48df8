"""The folder of playbooks and what is published of it: read, checked, taken in whole or not at all, and watched.

What is published is in the database, for every process alike; the folder is only where new editions come from.
"""
