"""What changes conversations and expectations."""
