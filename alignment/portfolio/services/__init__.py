"""What the first run writes."""
