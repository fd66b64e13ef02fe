"""What the writers of letters are tried on, and how their letters are scored: it shares no code with what it grades."""
