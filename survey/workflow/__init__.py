"""What a researcher does, one module a step."""
