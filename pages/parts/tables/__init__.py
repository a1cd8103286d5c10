"""The kit of tables: rows of text, and long ones to scroll through."""
