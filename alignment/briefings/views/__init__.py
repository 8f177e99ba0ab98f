"""Pages of briefings: reading them, writing over them, laying them out, keeping copies."""
