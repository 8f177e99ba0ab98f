"""Sign-in, members, people of the organisation, settings."""
