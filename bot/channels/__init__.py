"""Channels: how a chat platform's raw input becomes `Inbound`, and how `Message` becomes what the platform shows.

One folder or module for each.  A channel is imported only when it is configured, because importing a client library
can cost more time and memory than all the rest of Muster.
"""
