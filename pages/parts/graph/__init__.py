"""Any graph: an expression that the learner types."""
