"""ArgMax and SoftMax: from raw outputs to shares, and how a share moves with each raw output."""
