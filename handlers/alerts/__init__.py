"""Alerts: who is told of a case, and what the card says. Plain functions; `handlers.desk` queues what they say."""
