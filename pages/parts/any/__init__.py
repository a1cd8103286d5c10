"""Any network, on the learner's own data."""
