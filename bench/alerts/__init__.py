"""What alerting promises, measured: `python -m bench.alerts`.

A mass alert over a full outbox while the platform misbehaves, the way from a tap to the first alert while fifty
people report, and what a cycle costs when there is nothing to do.
"""
