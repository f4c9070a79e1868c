"""Tests of what a researcher does."""
