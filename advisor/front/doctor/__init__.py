"""`advisor doctor`: the only part that asks the live API, through the official SDK."""
