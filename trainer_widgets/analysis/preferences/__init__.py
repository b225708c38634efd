"""What rankings say of models: comparisons, strengths, and what biases them."""
