"""How people come in: invited, enrolled, or strangers who learn nothing."""
