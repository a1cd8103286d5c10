"""Cross Entropy and SoftMax, walked back through: from three flowers' shares to every weight and bias."""
