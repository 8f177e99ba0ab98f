"""The five practices of training organisations that serve the business, over time."""
