"""The databases of a review, taken together, and single papers looked up in one of them."""
