"""The pages of share links: those of members, and those of guests."""
