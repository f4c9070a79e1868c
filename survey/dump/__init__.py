"""Dumps of Papers with Code: read from files, kept beside the catalog, and asked without a network."""
