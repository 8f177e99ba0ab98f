"""Map and trace: reading the chain from initiatives up to goals."""
