"""The course's words, each in a sentence or two, with the name that the rest of the field has for it."""

GLOSSARY = {
    "Weight": "A number that a connection multiplies by, w1, w2 … Change it and a curve is stretched or flipped.",
    "Bias": "A number that a node adds, b1, b2 … Change it and a curve is shifted.",
    "Activation Function": "The bent or curved line in a node: x goes in, y comes out. In Pt. 2 it is softplus, "
    "log(1 + eˣ); later ReLU. *Elsewhere:* nonlinearity; x is the pre-activation z, y the activation a.",
    "ReLU": "The bent line max(0, x): 0 for all that is below 0, and the rest as it is. *Elsewhere:* rectified linear "
    "unit, rectifier, hinge.",
    "Dead": "Said of a ReLU that gives 0 for every observation: its slope is 0 for all of them, so Gradient Descent "
    "can no longer move what stands before it. *Elsewhere:* dying ReLU.",
    "Squiggle": "The green curve: what the network predicts for every dosage. *Elsewhere:* the model's output, ŷ.",
    "Observed": "The value that was measured, one dot for each observation. *Elsewhere:* target, label, y.",
    "Predicted": "The value that the network gives for the same input. *Elsewhere:* output, ŷ.",
    "Residual": "Observed − Predicted: how far the dot lies above the squiggle. *Elsewhere:* error; some subtract the "
    "other way round, which flips its sign.",
    "SSR": "The sum of the squared residuals, over all observations: 0 is a perfect fit. *Elsewhere:* the loss L or "
    "cost; divided by the number of observations it is the mean squared error, MSE.",
    "Loss": "The number that training brings down: the SSR in the first videos, but it may be another. *Elsewhere:* "
    "cost, objective, error E.",
    "Half mean squared error": "The SSR divided by 2n, n being the number of observations: its Derivative has no 2 "
    "in it and does not grow with n. *Elsewhere:* ½ MSE; with one observation, ½ Σ (target − output)².",
    "Cross Entropy": "How surprising what was observed is, where Predicted is the chance of a 1: −log(Predicted) if it "
    "was a 1, −log(1 − Predicted) if a 0. Of several classes: −log(p), p being the share of the class that was "
    "observed, in general −Σ Observed × log(Predicted). log is the natural logarithm. *Elsewhere:* "
    "cross-entropy, log loss, BCE; of classes categorical cross-entropy, CCE; negative log-likelihood.",
    "Derivative": "How fast the loss, often the SSR, changes when one parameter moves: its sign says which way is up, "
    "its size how steep. *Elsewhere:* the partial derivative ∂L/∂w; all of them in a row are the gradient ∇L.",
    "Chain Rule": "Where one thing moves a second and the second a third, the two rates of change multiply.",
    "Backpropagation": "The Chain Rule used from the loss backwards to every weight and bias. It only finds the "
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
    "Arrived": "Said of a run that is as good as at its goal: its parameters next to the exact minimum where that is "
    "known, else its SSR next to 0. *Elsewhere:* converged.",
    "Diverged": "Said of a run whose steps grow until its numbers are too large for a computer. *Elsewhere:* blew up; "
    "its loss is NaN.",
    "Perfect fit": "Weights and biases with which the squiggle goes through every observation: the SSR is 0 but "
    "for rounding. With more parameters than observations there are many. *Elsewhere:* a global minimum.",
    "Seed": "The number that a computer's chance begins with: the same seed draws the same starts.",
    "Gradient": "All the Derivatives in a row, as one arrow: it points to where the loss rises fastest, and Gradient "
    "Descent goes the other way. On a graph, of one node: how fast the result moves when that node does. "
    "*Elsewhere:* ∇L.",
    "Contour line": "A line through all places of a map with the same SSR, as on a map for walkers. Where lines lie "
    "close together, the ground is steep. *Elsewhere:* level set.",
    "Curvature": "How fast the slope itself changes along a direction: above 0 the ground bends up, below 0 down, and "
    "at 0 it is flat. *Elsewhere:* the second derivative; an eigenvalue of the Hessian.",
    "Local minimum": "A place with nothing lower close by: no slope, and no direction that bends down. Small "
    "Derivatives alone do not prove one.",
    "Computational graph": "An expression taken apart: a node for each input, number, sign and function, and an edge "
    "from each node to those that are computed from it.",
    "Local derivative": "How fast a node moves when one of its operands does, the other held still: the factor on one "
    "edge of a graph.",
    "Path": "One way through a graph from the result back to a node, a road in the earlier pages: along it the local "
    "derivatives multiply, and the products of all paths add.",
    "Step Size": "Derivative × Learning Rate: what is subtracted from the old value, sign and all.",
    "Layer": "Nodes side by side: each gets what all nodes of the layer before give out. Those between inputs and "
    "Predicted are hidden. *Elsewhere:* 1-8-8-1 is a multilayer perceptron, or dense layers, of width 8 and depth 2.",
    "Optimiser": "The rule that makes Step Sizes of Derivatives. Gradient Descent takes Derivative × Learning Rate; "
    "Momentum and Adam also remember the Derivatives of earlier steps.",
    "Raw output": "What an output node gives before anything is made of it: any number, one for each class. "
    "*Elsewhere:* logit, score, the pre-activation z.",
    "ArgMax": "1 for the largest raw output, 0 for all others: it names a class, and has no slope to follow.",
    "SoftMax": "e^raw of one output as a part of the sum of all: shares between 0 and 1 that add up to 1, in the order "
    "of the raw outputs. *Elsewhere:* the normalised exponential; its shares are called probabilities.",
    "Standardise": "Take the column's mean away and divide by its standard deviation, so that its numbers lie round 0 "
    "and mostly between −2 and 2. *Elsewhere:* z-scores, feature scaling.",
    "Held out": "Observations that the network is not trained on. Where it predicts them as well as the others it has "
    "learned something; where it does not, it has only remembered. *Elsewhere:* a validation or test set; overfitting.",
    "Scaled": "Brought to the range from 0 to 1: the smallest value that was measured becomes 0, the largest 1. "
    "*Elsewhere:* min–max scaling, normalisation.",
    "Crinkled surface": "What an output is over the plane of two inputs: flat pieces that meet along the nodes' bends. "
    "It is to two inputs what the squiggle is to one. *Elsewhere:* a piecewise linear function.",
}
