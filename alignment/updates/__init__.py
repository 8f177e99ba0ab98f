"""Updates: every month or two people are told how a plan goes, in a person's words with its figures."""
