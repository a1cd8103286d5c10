"""What several topics share of exercises: the sheet that is filled in, with what is said of it, and its pictures."""
