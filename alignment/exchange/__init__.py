"""Import and export: the plan file, its check and preview, and tables for spreadsheets."""
