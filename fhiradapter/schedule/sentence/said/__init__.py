"""What is said of each treatment: its phrases, in one pattern or in several, and the facts that they state."""
