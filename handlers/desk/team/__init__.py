"""Who works on an emergency in which role and at what level, and the taps that change it."""
