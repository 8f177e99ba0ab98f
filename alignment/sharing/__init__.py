"""What outsiders see of a plan, and the links by which they come in."""
