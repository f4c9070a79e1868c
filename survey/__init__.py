"""A research paper survey manager: sources say, papers are folded, review tables leave."""
