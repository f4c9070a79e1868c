"""How a paper is read: pure functions on text and files."""
