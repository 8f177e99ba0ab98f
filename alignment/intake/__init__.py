"""Development requests: the problem, the causes, the verdict, and what it became."""
