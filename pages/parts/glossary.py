"""The course's words, each in a sentence or two, with the name that the rest of the field has for it."""

GLOSSARY = {
    "Weight": "A number that a connection multiplies by, w1, w2 … Change it and a curve is stretched or flipped.",
    "Bias": "A number that a node adds, b1, b2 … Change it and a curve is shifted.",
    "Activation Function": "The bent or curved line in a node: x goes in, y comes out. Here it is softplus, "
    "log(1 + eˣ). *Elsewhere:* nonlinearity; x is the pre-activation z, y the activation a.",
    "Squiggle": "The green curve: what the network predicts for every dosage. *Elsewhere:* the model's output, ŷ.",
    "Observed": "The value that was measured, one dot for each observation. *Elsewhere:* target, label, y.",
    "Predicted": "The value that the network gives for the same input. *Elsewhere:* output, ŷ.",
    "Residual": "Observed − Predicted: how far the dot lies above the squiggle. *Elsewhere:* error; some subtract the "
    "other way round, which flips its sign.",
    "SSR": "The sum of the squared residuals, over all observations: 0 is a perfect fit. *Elsewhere:* the loss L or "
    "cost; divided by the number of observations it is the mean squared error, MSE.",
    "Loss": "The number that training brings down: the SSR in the videos, but it may be another. *Elsewhere:* cost, "
    "objective, error E.",
    "Half mean squared error": "The SSR divided by 2n, n being the number of observations: its Derivative has no 2 "
    "in it and does not grow with n. *Elsewhere:* ½ MSE; with one observation, ½ Σ (target − output)².",
    "Cross-entropy": "How surprising what was observed is, where Predicted is the chance of a 1: −log(Predicted) if it "
    "was a 1, −log(1 − Predicted) if a 0. *Elsewhere:* log loss, BCE, negative log-likelihood.",
    "Derivative": "How fast the SSR changes when one parameter moves: its sign says which way is up, its size how "
    "steep. *Elsewhere:* the partial derivative ∂L/∂w; all of them in a row are the gradient ∇L.",
    "Chain Rule": "Where one thing moves a second and the second a third, the two rates of change multiply.",
    "Backpropagation": "The Chain Rule used from the SSR backwards to every weight and bias. It only finds the "
    "derivatives; Gradient Descent is what then uses them.",
    "Gradient Descent": "Step by step downhill: New = Old − Step Size, for all optimised parameters together. "
    "*Elsewhere:* with all observations in each step it is batch gradient descent; one step is then one epoch.",
    "Learning Rate": "The number that turns a derivative into a step. *Elsewhere:* η (eta), α or lr.",
    "Stop rule": "When to leave off: at the first step whose Step Sizes are all smaller than 0.001, or after a set "
    "number of steps. *Elsewhere:* tolerance, convergence criterion.",
    "Plateau": "A stretch where the SSR hardly falls though it is far from the bottom: the steps are tiny, and it may "
    "fall again later. It is not a minimum.",
    "Largest stable rate": "The Learning Rate from which on the steps overshoot ever farther. Where Predicted is "
    "linear in what is optimised it can be computed: 2 / the SSR's largest curvature.",
    "Step Size": "Derivative × Learning Rate: what is subtracted from the old value, sign and all.",
}
