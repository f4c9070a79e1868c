"""Figures on speed and quality, each beside a floor; run by hand."""
