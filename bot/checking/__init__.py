"""`muster check`: playbooks, drills and the organisation, each by itself and whether they fit together."""
