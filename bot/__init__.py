"""The edge: command line, configuration, wiring, channels, the dispatcher, the scheduler and the one real clock.

Everything that touches the world outside the process is here, and nothing that decides what a case means.
"""
