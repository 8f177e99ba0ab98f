"""What can be entered about conversations and expectations."""
