"""Guided sessions: a step of a plan as a conversation that people join from their phones."""
