"""What forms accept."""
