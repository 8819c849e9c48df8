"""What only an emergency's alarm has: what it lacks, a message to all, where it is, a wrong tap, calling it off."""
