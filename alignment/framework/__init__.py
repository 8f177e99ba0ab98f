"""The guided steps, items and links: how a plan is made."""
