"""Values to and from the form they are stored in; one file for each kind of value."""
