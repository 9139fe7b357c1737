"""The answers as tools of coding agents, over the Model Context Protocol; `serve` alone needs its SDK."""
