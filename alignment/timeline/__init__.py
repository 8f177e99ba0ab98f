"""A plan by month: what starts, ends and is due, and what is spent."""
