"""Pages of guided sessions, for members and for guests."""
