"""A case's deadlines: chosen, watched, told, and stopped for a reason."""
