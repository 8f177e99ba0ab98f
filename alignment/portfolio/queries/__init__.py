"""What is read of many plans at once."""
