"""What is open for a group: in words, when it is due, and on request."""
