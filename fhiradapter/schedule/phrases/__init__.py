"""Phrases of treatment language: each function reads one kind of phrase at the cursor, or leaves the cursor alone."""
