"""One sentence: what is mentioned in it, who belongs to whom, and the facts that are said of each treatment."""
