"""Whether alerts would arrive: what is wrong, the probe, a test for everybody, and what a site's resources need."""
