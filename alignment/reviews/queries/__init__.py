"""Reading what reviewers and those who ask them see."""
