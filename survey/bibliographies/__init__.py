"""Bibliography files: what other tools write of papers, read as records. Pure functions, from bytes to values."""
