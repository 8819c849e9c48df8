"""Stand-ins for the world outside, held to the same strictness as the real thing."""
