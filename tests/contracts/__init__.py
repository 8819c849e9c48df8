"""One suite for every implementation of a port, and for the fakes."""
