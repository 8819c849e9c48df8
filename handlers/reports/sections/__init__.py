"""The sections of a case's report, each by what it says: a function of a `Reading` that gives one, or None."""
