"""Who hears of a case and when: the watch over it, people asked, other ways when one is closed, outside programs."""
