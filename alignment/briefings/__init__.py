"""Briefings: what a reader who has ten minutes must know, as a page and as a PDF."""
