"""Bibliography files."""
