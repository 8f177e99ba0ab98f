"""Writes comments, and tells those whom they concern."""
