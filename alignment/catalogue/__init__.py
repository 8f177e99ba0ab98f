"""What is on offer: its import, what is decided about each item, and the audit."""
