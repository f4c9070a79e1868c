"""The tests mirror the package; the name of each is a sentence."""
