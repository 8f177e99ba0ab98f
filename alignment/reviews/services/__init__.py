"""Asking for a review, deciding, taking a decision back, reminding."""
