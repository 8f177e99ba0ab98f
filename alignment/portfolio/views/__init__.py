"""Pages over all plans of a workspace, and the way in."""
