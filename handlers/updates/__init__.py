"""Status updates of long-running cases: how often one is owed, and when whoever owes it is asked. Plain functions."""
