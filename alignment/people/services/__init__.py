"""What is written about people: accounts, members, invitations, stakeholders, settings."""
