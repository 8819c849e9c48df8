"""Who is on duty: shown, taken over, handed over, swapped; shifts that begin and end; people nobody can reach."""
