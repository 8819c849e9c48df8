"""After an emergency: the response is ended, what is critical is settled or waived, and it is reviewed."""
