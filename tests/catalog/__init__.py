"""Tests of what is kept, on real SQLite files."""
