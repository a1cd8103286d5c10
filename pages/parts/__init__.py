"""What the pages are made of: the shell round them, their controls, tables, charts, and the sections two of them share."""
