"""The one door to the network: politeness, retries, cache. Nothing else in the project opens a connection."""
