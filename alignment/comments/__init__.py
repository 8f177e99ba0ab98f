"""What members and guests say about a plan and its items."""
