"""Metrics and readings: what is measured on the items of a plan, and how it stands."""
