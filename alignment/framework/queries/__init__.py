"""What pages read, a fixed number of queries each."""
