"""The log of conversations, and what both sides expect of each other."""
