"""Reading development requests."""
