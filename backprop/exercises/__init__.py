"""What a learner works out, and what is told of a wrong answer."""
