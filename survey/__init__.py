"""A research paper survey manager: sources answer with records, records fold into papers, papers leave as review tables."""
