"""How papers are read."""
