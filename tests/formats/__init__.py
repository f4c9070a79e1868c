"""Tables of papers, and what becomes of hostile names in them."""
