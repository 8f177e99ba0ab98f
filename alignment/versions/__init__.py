"""The history of a plan, and taking things back."""
