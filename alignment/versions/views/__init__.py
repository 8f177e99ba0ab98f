"""Views of history and taking back, and of frozen versions."""
