"""Asking stakeholders to agree to a version of a plan, and what they decide."""
