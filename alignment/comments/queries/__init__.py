"""Reads comments: the threads, the items they are about, and the people who can be mentioned."""
