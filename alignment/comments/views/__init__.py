"""The pages of comments: those of members, and those of guests."""
