"""How surveys leave: tables of papers, in the formats that people and spreadsheets read."""
