"""Skills frameworks, how far target groups are, and what is missing for a goal."""
