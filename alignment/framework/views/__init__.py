"""The pages of plans, steps and items."""
