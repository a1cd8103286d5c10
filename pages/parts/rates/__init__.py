"""Many Learning Rates and many starts beside each other."""
