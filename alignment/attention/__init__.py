"""What needs attention now, over the plans of a workspace: one ordered list."""
