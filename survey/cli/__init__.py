"""The command: verbs, options, what goes to stdout and stderr, exit codes."""
