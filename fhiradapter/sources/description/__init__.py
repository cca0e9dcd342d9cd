"""What a description tells in its own words: its headed parts, and the treatment. Records and plain texts share it."""
