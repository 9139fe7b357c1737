"""`advisor doctor` against a server on this machine, in every state that an account may be in."""
