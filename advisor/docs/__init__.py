"""Blocks of documentation that the advisor writes: where they stand in a page, what goes into them, what is stale."""
