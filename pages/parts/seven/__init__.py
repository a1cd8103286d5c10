"""All seven parameters."""
