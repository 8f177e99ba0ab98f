"""Pages of metrics and of their readings."""
