"""Reading guided sessions."""
