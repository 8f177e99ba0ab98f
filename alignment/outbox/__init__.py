"""Mail that is written with its cause and sent afterwards."""
