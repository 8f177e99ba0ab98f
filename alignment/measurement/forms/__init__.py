"""Forms of metrics and readings: they check what is entered and stop there."""
