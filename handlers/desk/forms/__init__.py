"""Forms about a case that is there already: begun from it, and what is done with them once they are submitted."""
