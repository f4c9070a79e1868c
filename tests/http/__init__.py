"""Tests of the door, against a local server that misbehaves on demand."""
