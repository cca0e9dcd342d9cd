"""Phrases of treatment language: what a few words say wherever they stand, whatever the sentence around them."""
