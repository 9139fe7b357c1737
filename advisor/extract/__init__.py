"""Source text becomes requests: one module a language or container."""
