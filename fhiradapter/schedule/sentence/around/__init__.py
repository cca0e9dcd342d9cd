"""What the words around a mention say of it, and what a sentence sounds like before it is read."""
