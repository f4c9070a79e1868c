"""How the shape of a catalog changed, one step a file."""
