"""How pages look and answer: knows no feature and no model."""
