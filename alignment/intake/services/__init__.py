"""Writing development requests."""
