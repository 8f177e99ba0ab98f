"""Many plans at once: the home page, the first steps of a newcomer, the whole workspace's trace."""
