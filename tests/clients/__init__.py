"""Every printed payload against the official types, the official schema and the official clients."""
