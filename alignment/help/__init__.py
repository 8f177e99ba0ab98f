"""Help: what the words mean, how each step is done, where the framework comes from."""
