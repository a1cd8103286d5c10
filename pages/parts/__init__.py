"""What the pages are made of: the shell round them, controls, tables, charts, and sections that two of them share."""
